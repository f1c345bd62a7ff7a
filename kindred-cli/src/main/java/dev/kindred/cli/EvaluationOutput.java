package dev.kindred.cli;

import dev.kindred.eval.Report;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what an evaluation found. */
final class EvaluationOutput {
    private EvaluationOutput() {}

    static void write(CommonOptions common, List<EvaluationRuns.Result> results)
            throws IOException {
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, results.stream().map(EvaluationOutput::json).toList());
            case CSV -> {
                Csv.line(out, header(results).toArray());
                for (EvaluationRuns.Result result : results) {
                    var cells = new ArrayList<Object>();
                    cells.add(result.choice().name());
                    cells.add(Settings.text(result.choice().configTexts()));
                    cells.addAll(result.metrics().values());
                    cells.addAll(
                            List.of(result.users(), result.fitSeconds(), result.rankSeconds()));
                    Csv.line(out, cells.toArray());
                }
            }
            case TABLE -> table(results).write(out, common.terminal().columns());
        }
    }

    private static List<Object> header(List<EvaluationRuns.Result> results) {
        var header = new ArrayList<Object>(List.of("algorithm", "config"));
        header.addAll(results.get(0).metrics().keySet());
        header.addAll(List.of("users", "fit seconds", "rank seconds"));
        return header;
    }

    /** One row per algorithm; settings that differ from the defaults tell rows apart. */
    private static Table table(List<EvaluationRuns.Result> results) {
        var header = new ArrayList<String>(List.of("algorithm"));
        header.addAll(results.get(0).metrics().keySet());
        header.addAll(List.of("users", "fit s", "rank s", "settings"));
        var table = new Table(header);
        for (EvaluationRuns.Result result : results) {
            var cells = new ArrayList<Object>();
            cells.add(result.choice().name());
            result.metrics().values().forEach(value -> cells.add(Numbers.rounded(value)));
            cells.add(result.users());
            cells.add(Numbers.seconds(result.fitSeconds()));
            cells.add(Numbers.seconds(result.rankSeconds()));
            cells.add(Settings.text(result.choice().changedTexts()));
            table.row(cells);
        }
        return table;
    }

    private static Map<String, Object> json(EvaluationRuns.Result result) {
        Report first = result.folds().get(0);
        boolean one = result.folds().size() == 1;
        var map = new LinkedHashMap<String, Object>();
        map.put("algorithm", result.choice().name());
        map.put("config", Settings.typed(result.choice().configTexts()));
        map.put("protocol", protocol(first, result.folds().size()));
        map.put("metrics", result.metrics());
        map.put("intervals", one ? intervals(first) : Map.of());
        map.put("users", result.users());
        map.put("seconds", seconds(result));
        if (first.predictions() != null) {
            map.put("predictions", predictions(result));
        }
        if (!one) {
            map.put("folds", result.folds().stream().map(EvaluationOutput::fold).toList());
        }
        if (!first.warnings().isEmpty()) {
            map.put("warnings", first.warnings());
        }
        return map;
    }

    private static Map<String, Object> protocol(Report report, int folds) {
        var protocol = new LinkedHashMap<>(report.protocol().asMap());
        if (report.protocol().relevantFrom() == Double.MIN_VALUE) {
            protocol.put("relevant", "above 0");
        }
        if (folds > 1) {
            // These differ between folds, which name their own.
            List.of("users", "usersLeftOut", "targets", "unknownTargets").forEach(protocol::remove);
            protocol.put("folds", folds);
        }
        return protocol;
    }

    private static Map<String, Object> intervals(Report report) {
        var intervals = new LinkedHashMap<String, Object>();
        report.intervals()
                .forEach((metric, one) -> intervals.put(metric, List.of(one.low(), one.high())));
        return intervals;
    }

    private static Map<String, Object> seconds(EvaluationRuns.Result result) {
        var seconds = new LinkedHashMap<String, Object>();
        seconds.put("fit", result.fitSeconds());
        seconds.put("rank", result.rankSeconds());
        return seconds;
    }

    private static Map<String, Object> predictions(EvaluationRuns.Result result) {
        long pairs = 0;
        long predicted = 0;
        for (Report fold : result.folds()) {
            if (fold.predictions() != null) {
                pairs += fold.predictions().pairs();
                predicted += fold.predictions().predicted();
            }
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("pairs", pairs);
        map.put("predicted", predicted);
        return map;
    }

    private static Map<String, Object> fold(Report report) {
        var map = new LinkedHashMap<String, Object>();
        map.put("metrics", report.metrics());
        map.put("intervals", intervals(report));
        map.put("users", report.protocol().users());
        map.put("targets", report.protocol().targets());
        map.put("unknownTargets", report.protocol().unknownTargets());
        return map;
    }
}
