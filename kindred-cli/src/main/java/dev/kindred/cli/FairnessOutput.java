package dev.kindred.cli;

import dev.kindred.eval.FairnessReport;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what re-ranking does for groups, and what it costs. */
final class FairnessOutput {
    private FairnessOutput() {}

    static void table(FairnessReport report, String algorithm, Terminal terminal)
            throws IOException {
        Writer out = terminal.out();
        out.write("\n%s: exposure by %s\n".formatted(algorithm, report.field()));
        var table = new Table(List.of(report.field(), "catalogue", "relevance", "before", "after"));
        for (FairnessReport.Group group : report.groups()) {
            table.row(
                    List.of(
                            group.name(),
                            percent(group.catalogue()),
                            percent(group.relevance()),
                            percent(group.before()),
                            percent(group.after())));
        }
        table.write(out, terminal.columns());
        out.write(
                "too much exposure against relevance: %s before, %s after\n\n"
                        .formatted(
                                percent(report.unfairnessBefore()),
                                percent(report.unfairnessAfter())));
        var accuracy =
                new Table(List.of("metric", "before", "after", "difference", "95 % interval"));
        for (FairnessReport.Accuracy one : report.accuracy()) {
            accuracy.row(
                    List.of(
                            one.metric(),
                            Numbers.rounded(one.before()),
                            Numbers.rounded(one.after()),
                            signed(one.difference().difference()),
                            signed(one.difference().interval().low())
                                    + " to "
                                    + signed(one.difference().interval().high())));
        }
        accuracy.write(out, terminal.columns());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String signed(double number) {
        return String.format(Locale.ROOT, "%+.4f", number);
    }

    static Map<String, Object> json(FairnessReport report) {
        var groups = new ArrayList<Map<String, Object>>();
        for (FairnessReport.Group group : report.groups()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("group", group.name());
            map.put("catalogue", group.catalogue());
            map.put("relevance", group.relevance());
            map.put("before", group.before());
            map.put("after", group.after());
            groups.add(map);
        }
        var accuracy = new ArrayList<Map<String, Object>>();
        for (FairnessReport.Accuracy one : report.accuracy()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("metric", one.metric());
            map.put("before", one.before());
            map.put("after", one.after());
            map.put("difference", one.difference().difference());
            map.put(
                    "interval",
                    List.of(one.difference().interval().low(), one.difference().interval().high()));
            map.put("p", one.difference().p());
            accuracy.add(map);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("attribute", report.field());
        map.put("groups", groups);
        map.put("unfairnessBefore", report.unfairnessBefore());
        map.put("unfairnessAfter", report.unfairnessAfter());
        map.put("accuracy", accuracy);
        return map;
    }
}
