package dev.kindred.server.config;

import dev.kindred.server.settings.Setting;
import java.util.List;

/**
 * A configuration and how it came about.
 *
 * @param settings every value in force with its origin, in the order of the documentation
 * @param warnings what looks like a mistake but does no harm
 */
public record LoadedConfig(ServerConfig config, List<Setting> settings, List<String> warnings) {
    public LoadedConfig {
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    /**
     * One line per key with value and origin, secrets masked: what {@code --print-config} shows.
     */
    public String print() {
        int width = 0;
        for (Setting setting : settings) {
            width = Math.max(width, line(setting).length());
        }
        var text = new StringBuilder();
        for (Setting setting : settings) {
            text.append(line(setting))
                    .append(" ".repeat(Math.min(width, 60) - Math.min(60, line(setting).length())))
                    .append("  # ")
                    .append(setting.origin())
                    .append('\n');
        }
        return text.toString();
    }

    private static String line(Setting setting) {
        return setting.path() + ": " + Secrets.masked(setting.value());
    }
}
