package dev.kindred.cli;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "algorithms",
        header = "The algorithms, their settings and presets.",
        customSynopsis = "kindred algorithms [NAME] [OPTIONS]",
        sortOptions = false,
        footer = {"", "Example:", "  kindred algorithms item-knn"})
final class AlgorithmsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Shows the settings, defaults and presets of this one.")
    private @Nullable String name;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            all();
        } else {
            String wanted = name;
            one(UsageException.check(() -> Algorithms.provider(wanted)));
        }
        return 0;
    }

    private void all() throws IOException {
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> {
                var list = new ArrayList<Map<String, Object>>();
                for (AlgorithmProvider provider : Algorithms.all()) {
                    list.add(describe(provider));
                }
                Json.write(out, list);
            }
            case CSV -> {
                Csv.line(out, "algorithm", "summary");
                for (AlgorithmProvider provider : Algorithms.all()) {
                    Csv.line(out, provider.name(), provider.summary());
                }
            }
            case TABLE -> {
                var table = new Table("algorithm", "summary");
                Algorithms.all().forEach(one -> table.row(one.name(), one.summary()));
                table.write(out, common.terminal().columns());
            }
        }
    }

    private void one(AlgorithmProvider provider) throws IOException {
        Writer out = common.terminal().out();
        Map<String, String> defaults = ConfigBinder.toTexts(provider.defaults());
        switch (common.format()) {
            case JSON -> Json.write(out, describe(provider));
            case CSV -> {
                Csv.line(out, "setting", "default");
                for (Map.Entry<String, String> setting : defaults.entrySet()) {
                    Csv.line(out, setting.getKey(), setting.getValue());
                }
            }
            case TABLE -> {
                out.write("%s: %s%n".formatted(provider.name(), provider.summary()));
                table(provider, defaults).write(out, common.terminal().columns());
                presets(provider, out);
            }
        }
    }

    private static Table table(AlgorithmProvider provider, Map<String, String> defaults) {
        var table = new Table("setting", "default", "searched by tune", "values");
        Map<String, String> ranges = ranges(provider);
        defaults.forEach(
                (setting, value) ->
                        table.row(
                                setting,
                                value,
                                ranges.getOrDefault(setting, ""),
                                ConfigBinder.valuesOf(provider.defaults(), setting)));
        return table;
    }

    /** What a search tries, by setting. */
    private static Map<String, String> ranges(AlgorithmProvider provider) {
        var ranges = new LinkedHashMap<String, String>();
        provider.searchSpace(provider.defaults())
                .forEach(range -> ranges.put(range.setting(), range.values()));
        return ranges;
    }

    private static void presets(AlgorithmProvider provider, Writer out) throws IOException {
        for (var preset : new TreeMap<>(provider.presets()).entrySet()) {
            out.write("--preset %s:".formatted(preset.getKey()));
            for (var setting : preset.getValue().entrySet()) {
                out.write(" %s=%s".formatted(setting.getKey(), setting.getValue()));
            }
            out.write('\n');
        }
    }

    private static Map<String, Object> describe(AlgorithmProvider provider) {
        var map = new LinkedHashMap<String, Object>();
        map.put("algorithm", provider.name());
        map.put("summary", provider.summary());
        var settings = new LinkedHashMap<String, Object>();
        Map<String, String> ranges = ranges(provider);
        ConfigBinder.toTexts(provider.defaults())
                .forEach(
                        (setting, value) -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("default", Settings.typed(value));
                            one.put("values", ConfigBinder.valuesOf(provider.defaults(), setting));
                            if (ranges.containsKey(setting)) {
                                one.put("range", ranges.getOrDefault(setting, ""));
                            }
                            settings.put(setting, one);
                        });
        map.put("settings", settings);
        var presets = new TreeMap<String, Object>();
        provider.presets()
                .forEach((preset, values) -> presets.put(preset, ordered(values, settings)));
        map.put("presets", presets);
        return map;
    }

    /** Settings in the order of the configuration. */
    private static Map<String, Object> ordered(
            Map<String, String> values, Map<String, Object> settings) {
        var ordered = new LinkedHashMap<String, String>();
        for (String setting : settings.keySet()) {
            if (values.containsKey(setting)) {
                ordered.put(setting, values.getOrDefault(setting, ""));
            }
        }
        return Settings.typed(ordered);
    }
}
