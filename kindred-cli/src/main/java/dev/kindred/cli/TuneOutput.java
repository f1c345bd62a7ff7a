package dev.kindred.cli;

import dev.kindred.eval.Trial;
import dev.kindred.eval.Tuning;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.ModelInfo;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a search found. */
final class TuneOutput {
    private static final int SHOWN = 10;

    private final CommonOptions common;
    private final Tuning tuning;
    private final String metric;

    TuneOutput(CommonOptions common, Tuning tuning) {
        this.common = common;
        this.tuning = tuning;
        this.metric = tuning.search().getOrDefault("metric", "value");
    }

    /** Writes to stdout, and the best settings to a file if there is one. */
    void write(@Nullable Path file) throws IOException {
        if (file != null) {
            OutputFile.write(file, out -> Json.write(out, best()));
        }
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, json());
            case CSV -> csv(out);
            case TABLE -> table(out, file);
        }
        tuning.warnings().forEach(warning -> common.note("warning: " + warning));
    }

    /** What {@link ConfigFile} reads, and where it comes from. */
    private Map<String, Object> best() {
        var map = new LinkedHashMap<String, Object>();
        map.put("algorithm", tuning.algorithm());
        map.put("settings", Settings.typed(ConfigBinder.toTexts(tuning.config())));
        map.put("metric", metric);
        map.put("value", tuning.best().value());
        map.put("trials", tuning.trials().size());
        for (String field : List.of("split", "data", "seed")) {
            map.put(field, Settings.typed(tuning.search().getOrDefault(field, "")));
        }
        map.put("version", ModelInfo.CURRENT_VERSION);
        return map;
    }

    private Map<String, Object> json() {
        var map = new LinkedHashMap<String, Object>();
        map.put("algorithm", tuning.algorithm());
        map.put("config", Settings.typed(ConfigBinder.toTexts(tuning.config())));
        map.put("metric", metric);
        map.put("value", tuning.best().value());
        map.put("trial", tuning.best().number());
        map.put("search", Settings.typed(tuning.search()));
        map.put("shares", tuning.shares());
        map.put("trials", tuning.trials().stream().map(TuneOutput::json).toList());
        map.put("warnings", tuning.warnings());
        return map;
    }

    private static Map<String, Object> json(Trial trial) {
        var map = new LinkedHashMap<String, Object>();
        map.put("trial", trial.number());
        map.put("status", status(trial));
        map.put("value", trial.value());
        map.put("values", trial.values());
        map.put("seconds", trial.seconds());
        map.put("settings", Settings.typed(trial.settings()));
        if (!trial.message().isEmpty()) {
            map.put("error", trial.message());
        }
        return map;
    }

    private static String status(Trial trial) {
        return trial.status().name().toLowerCase(Locale.ROOT);
    }

    /** All trials, best first. */
    private void csv(Writer out) throws IOException {
        var header = new ArrayList<Object>(List.of("trial", "status", metric, "share", "seconds"));
        header.addAll(tuning.best().settings().keySet());
        Csv.line(out, header.toArray());
        for (Trial trial : tuning.ranked()) {
            var cells = new ArrayList<Object>(List.of(trial.number(), status(trial)));
            cells.addAll(List.of(trial.value(), share(trial), trial.seconds()));
            cells.addAll(trial.settings().values());
            Csv.line(out, cells.toArray());
        }
    }

    /** How much of the budget a trial got. */
    private double share(Trial trial) {
        return trial.values().isEmpty() ? 0 : tuning.shares().get(trial.values().size() - 1);
    }

    private void table(Writer out, @Nullable Path file) throws IOException {
        var header = new ArrayList<String>(List.of("trial", metric, "budget", "s"));
        header.addAll(tuning.best().settings().keySet());
        var table = new Table(header);
        for (Trial trial : tuning.ranked().stream().limit(SHOWN).toList()) {
            var cells = new ArrayList<Object>();
            cells.add(trial.number());
            cells.add(Numbers.rounded(trial.value()));
            cells.add(part(trial));
            cells.add(Numbers.seconds(trial.seconds()));
            cells.addAll(trial.settings().values());
            table.row(cells);
        }
        table.write(out, common.terminal().columns());
        out.write("\n%s; as given: %s\n".formatted(counts(), asGiven()));
        out.write("best: --algorithm " + tuning.algorithm());
        Map<String, String> changed = Settings.changed(tuning.algorithm(), tuning.config());
        for (Map.Entry<String, String> setting : changed.entrySet()) {
            out.write(" --set %s=%s".formatted(setting.getKey(), setting.getValue()));
        }
        out.write('\n');
        if (file != null) {
            out.write("the same: --config %s\n".formatted(file));
        }
    }

    private String part(Trial trial) {
        double share = share(trial);
        return share == 1 ? "all" : share == 0 ? "failed" : "1/" + Math.round(1 / share);
    }

    private String counts() {
        int[] counts = new int[Trial.Status.values().length];
        tuning.trials().forEach(trial -> counts[trial.status().ordinal()]++);
        return "%d trials, %d given up early, %d failed"
                .formatted(
                        tuning.trials().size(),
                        counts[Trial.Status.STOPPED.ordinal()],
                        counts[Trial.Status.FAILED.ordinal()]);
    }

    private String asGiven() {
        Trial given = tuning.given();
        return given == null ? "not tried" : Numbers.rounded(given.value());
    }
}
