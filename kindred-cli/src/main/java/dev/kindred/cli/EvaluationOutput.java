package dev.kindred.cli;

import dev.kindred.eval.ComparisonTable;
import dev.kindred.eval.Report;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what an evaluation found. */
final class EvaluationOutput {
    private final Terminal terminal;
    private final List<EvaluationRuns.Result> results;
    private final @Nullable ComparisonTable comparison;
    private final List<String> reranking;

    /**
     * An output of results.
     *
     * @param comparison tests between the results, or null if they were not asked for
     * @param reranking filters, boosts and steps of all results, in words
     */
    EvaluationOutput(
            Terminal terminal,
            List<EvaluationRuns.Result> results,
            @Nullable ComparisonTable comparison,
            List<String> reranking) {
        this.terminal = terminal;
        this.results = results;
        this.comparison = comparison;
        this.reranking = reranking;
    }

    void write(OutputFormat format) throws IOException {
        Writer out = terminal.out();
        switch (format) {
            case JSON -> {
                var list = new ArrayList<Map<String, Object>>();
                for (int row = 0; row < results.size(); row++) {
                    list.add(json(row));
                }
                Json.write(out, list);
            }
            case CSV -> csv(out);
            case TABLE -> {
                table().write(out, terminal.columns());
                if (!reranking.isEmpty()) {
                    out.write("with " + String.join("; ", reranking) + "\n");
                }
                if (comparison != null) {
                    out.write(comparison.legend() + "\n");
                }
                for (EvaluationRuns.Result result : results) {
                    if (result.fairness() != null) {
                        FairnessOutput.table(result.fairness(), result.choice().name(), terminal);
                    }
                }
            }
        }
    }

    private void csv(Writer out) throws IOException {
        Csv.line(out, header().toArray());
        for (EvaluationRuns.Result result : results) {
            Report report = result.report();
            var cells = new ArrayList<Object>();
            cells.add(result.choice().name());
            cells.add(Settings.text(result.choice().configTexts()));
            cells.addAll(report.metrics().values());
            cells.add(report.protocol().users());
            cells.addAll(seconds(report).values());
            Csv.line(out, cells.toArray());
        }
    }

    private List<Object> header() {
        var header = new ArrayList<Object>(List.of("algorithm", "config"));
        header.addAll(results.get(0).report().metrics().keySet());
        header.addAll(List.of("users", "fitSeconds", "rankSeconds"));
        return header;
    }

    /** One row per algorithm; settings that differ from the defaults tell rows apart. */
    private Table table() {
        boolean fairness = results.get(0).fairness() != null;
        List<String> metrics =
                results.get(0).report().metrics().keySet().stream()
                        .filter(name -> !fairness || !name.startsWith("exposure@"))
                        .toList();
        var header = new ArrayList<String>();
        header.add("algorithm");
        header.addAll(metrics);
        header.addAll(List.of("users", "fit s", "rank s", "settings"));
        var table = new Table(header);
        for (int row = 0; row < results.size(); row++) {
            EvaluationRuns.Result result = results.get(row);
            Map<String, Double> seconds = seconds(result.report());
            var cells = new ArrayList<Object>();
            cells.add(name(row));
            for (String metric : metrics) {
                cells.add(value(row, metric));
            }
            cells.add(result.report().protocol().users());
            seconds.values().forEach(value -> cells.add(Numbers.seconds(value)));
            cells.add(Settings.text(result.choice().changedTexts()));
            table.row(cells);
        }
        return table;
    }

    private String name(int row) {
        String name = results.get(row).choice().name();
        return comparison == null ? name : ComparisonTable.letter(row) + "  " + name;
    }

    private String value(int row, String metric) {
        String value = Numbers.rounded(results.get(row).report().metric(metric));
        return comparison == null ? value : value + " " + comparison.marks(row, metric);
    }

    private Map<String, Object> json(int row) {
        EvaluationRuns.Result result = results.get(row);
        Report report = result.report();
        var map = new LinkedHashMap<String, Object>();
        map.put("algorithm", result.choice().name());
        map.put("config", Settings.typed(result.choice().configTexts()));
        if (!reranking.isEmpty()) {
            map.put("reranking", reranking);
        }
        map.put("protocol", protocol(report));
        map.put("metrics", report.metrics());
        map.put("intervals", intervals(report));
        map.put("users", report.protocol().users());
        map.put("seconds", seconds(report));
        if (report.predictions() != null) {
            map.put("predictions", predictions(report.predictions()));
        }
        if (result.fairness() != null) {
            map.put("fairness", FairnessOutput.json(result.fairness()));
        }
        if (!result.folds().isEmpty()) {
            map.put("folds", result.folds().stream().map(EvaluationOutput::fold).toList());
        }
        if (comparison != null) {
            map.put("comparisons", comparisons(comparison, row));
        }
        if (!report.warnings().isEmpty()) {
            map.put("warnings", report.warnings());
        }
        return map;
    }

    /** How it was measured, by name. */
    static Map<String, Object> protocol(Report report) {
        Map<String, Object> protocol = new LinkedHashMap<>(report.protocol().asMap());
        if (report.protocol().relevantFrom() == EvaluationRuns.ABOVE_0) {
            protocol.put("relevant", "above 0");
        }
        return protocol;
    }

    private static Map<String, Object> intervals(Report report) {
        var intervals = new LinkedHashMap<String, Object>();
        report.intervals().forEach((metric, one) -> intervals.put(metric, interval(one)));
        return intervals;
    }

    private static List<Double> interval(Report.Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static Map<String, Double> seconds(Report report) {
        var seconds = new LinkedHashMap<String, Double>();
        seconds.put("fit", report.seconds().fit());
        seconds.put("rank", report.seconds().rank() + report.seconds().summary());
        return seconds;
    }

    private static Map<String, Object> predictions(Report.Predictions predictions) {
        var map = new LinkedHashMap<String, Object>();
        map.put("pairs", predictions.pairs());
        map.put("predicted", predictions.predicted());
        return map;
    }

    private static Map<String, Object> fold(Report report) {
        var map = new LinkedHashMap<String, Object>();
        map.put("metrics", report.metrics());
        map.put("users", report.protocol().users());
        map.put("targets", report.protocol().targets());
        map.put("unknownTargets", report.protocol().unknownTargets());
        return map;
    }

    /** The tests of a row against all others, seen from the row: a positive difference is more. */
    private List<Map<String, Object>> comparisons(ComparisonTable table, int row) {
        var list = new ArrayList<Map<String, Object>>();
        table.pairs()
                .forEach(
                        (metric, pairs) -> {
                            for (ComparisonTable.Pair pair : pairs) {
                                if (pair.first() == row || pair.second() == row) {
                                    list.add(comparison(metric, pair, row));
                                }
                            }
                        });
        return list;
    }

    private Map<String, Object> comparison(String metric, ComparisonTable.Pair pair, int row) {
        boolean first = pair.first() == row;
        int other = first ? pair.second() : pair.first();
        Report.Interval of = pair.paired().interval();
        var map = new LinkedHashMap<String, Object>();
        map.put("metric", metric);
        map.put("with", results.get(other).choice().name());
        map.put("row", other);
        map.put("users", pair.paired().users());
        map.put("difference", first ? pair.paired().difference() : -pair.paired().difference());
        map.put("interval", first ? interval(of) : List.of(-of.high(), -of.low()));
        map.put("effect", first ? pair.paired().effect() : -pair.paired().effect());
        map.put("p", pair.paired().p());
        map.put("corrected", pair.corrected());
        return map;
    }
}
