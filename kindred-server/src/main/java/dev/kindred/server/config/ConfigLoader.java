package dev.kindred.server.config;

import dev.kindred.internal.Suggestion;
import dev.kindred.server.settings.Node;
import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Origin;
import dev.kindred.server.settings.Overlay;
import dev.kindred.server.settings.Problem;
import dev.kindred.server.settings.Readings;
import dev.kindred.server.settings.Section;
import dev.kindred.server.settings.Setting;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.server.settings.YamlTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a configuration together: defaults, then the file, then environment variables, then flags,
 * each over the one before. Not thread-safe.
 */
public final class ConfigLoader {
    private static final long LARGEST = 4_000_000;
    private static final String PREFIX = "KINDRED_";

    /** Keys that may be written as one value instead of a mapping, and which value that is. */
    private static final Map<String, String> SHORT = Map.of("cache", "address");

    /** Made by Kubernetes for each service, such as KINDRED_SERVER_PORT_8088_TCP. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("KINDRED_(.*_)?(SERVICE_(HOST|PORT).*|PORT_\\d+_.*)");

    private @Nullable Node file;
    private final Map<String, Scalar> flags = new LinkedHashMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Reads the configuration file.
     *
     * @throws SettingsException if it is no YAML
     * @throws IOException if it cannot be read
     */
    public ConfigLoader file(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IOException(
                    "%s is no configuration: it has more than %d bytes".formatted(path, LARGEST));
        }
        try {
            return yaml(String.valueOf(path.getFileName()), Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new IOException("%s is no text in UTF-8".formatted(path), e);
        }
    }

    /** As {@link #file}, from a text; the name is for messages. */
    public ConfigLoader yaml(String name, String text) {
        Node read = YamlTree.read(name, text);
        if (read instanceof Mapping mapping) {
            for (Map.Entry<String, String> each : SHORT.entrySet()) {
                if (mapping.values().get(each.getKey()) instanceof Scalar scalar
                        && scalar.text() != null) {
                    mapping = Overlay.without(mapping, each.getKey());
                    mapping = Overlay.put(mapping, each.getKey() + "." + each.getValue(), scalar);
                }
            }
            file = mapping;
        } else {
            file = read;
        }
        return this;
    }

    /** Environment variables; those that do not start with KINDRED_ are none of ours. */
    public ConfigLoader environment(Map<String, String> variables) {
        variables.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX)) {
                        environment.put(name, value);
                    }
                });
        return this;
    }

    /**
     * A flag of the command line.
     *
     * @param path of the setting, such as {@code server.port}
     * @param flag as people wrote it, such as {@code --port}
     */
    public ConfigLoader flag(String path, String flag, String value) {
        flags.put(path, new Scalar(Origin.flag(flag), value));
        return this;
    }

    /**
     * The configuration.
     *
     * @throws SettingsException naming everything that is wrong
     */
    public LoadedConfig load() {
        warnings.clear();
        Node tree = file == null ? Mapping.EMPTY : file;
        if (tree instanceof Mapping mapping) {
            tree = withFlags(withEnvironment(mapping));
        }
        var readings = new Readings();
        ServerConfig config = ConfigReader.read(Section.root(tree, readings));
        readings.check();
        return new LoadedConfig(config, readings.settings(), warnings);
    }

    /** The configuration without a file, an environment and flags. */
    public static ServerConfig defaults() {
        return new ConfigLoader().load().config();
    }

    /** The environment variable of a path: KINDRED_SERVER_DATA_DIR for {@code server.dataDir}. */
    public static String variable(String path) {
        return PREFIX
                + path.replace('.', '_')
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private Mapping withEnvironment(Mapping tree) {
        Map<String, String> paths = paths();
        Mapping result = tree;
        for (Map.Entry<String, String> each : environment.entrySet()) {
            String path = paths.get(each.getKey());
            if (path != null) {
                Origin origin = Origin.environment(each.getKey());
                rejectKubernetes(path, origin, each.getValue());
                result = Overlay.put(result, path, new Scalar(origin, each.getValue()));
            } else {
                warn(each.getKey(), paths);
            }
        }
        return result;
    }

    private static Map<String, String> paths() {
        var readings = new Readings();
        ConfigReader.read(Section.root(Mapping.EMPTY, readings));
        var paths = new LinkedHashMap<String, String>();
        for (Setting setting : readings.settings()) {
            paths.put(variable(setting.path()), setting.path());
        }
        SHORT.forEach((key, member) -> paths.put(variable(key), key + "." + member));
        return paths;
    }

    private static void rejectKubernetes(String path, Origin origin, String value) {
        if (path.equals("server.port") && value.startsWith("tcp://")) {
            throw new SettingsException(
                    List.of(
                            new Problem(
                                    path,
                                    origin,
                                    Problem.BAD_VALUE,
                                    "server.port must be a whole number from 0 to 65535, but is \"%s\". Maybe Kubernetes set it for a service named kindred-server: set enableServiceLinks: false, or name the service otherwise"
                                            .formatted(value))));
        }
    }

    private void warn(String variable, Map<String, String> paths) {
        String closest = Suggestion.closest(variable, paths.keySet());
        if (closest != null && !OF_KUBERNETES.matcher(variable).matches()) {
            warnings.add(
                    "the environment variable %s is none of ours; did you mean %s?"
                            .formatted(variable, closest));
        }
    }

    private Mapping withFlags(Mapping tree) {
        Mapping result = tree;
        for (Map.Entry<String, Scalar> flag : flags.entrySet()) {
            result = Overlay.put(result, flag.getKey(), flag.getValue());
        }
        return result;
    }
}
