package dev.kindred.cli;

import dev.kindred.data.InteractionLog;
import dev.kindred.io.ReadReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Prints what an import did. */
final class ImportReport {
    private ImportReport() {}

    static void write(
            CommonOptions common,
            List<ReadReport> reports,
            InteractionLog log,
            @Nullable Path target)
            throws IOException {
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, json(reports, log, target));
            case CSV -> csv(out, reports);
            case TABLE -> table(out, reports, log, target);
        }
    }

    private static Map<String, Object> json(
            List<ReadReport> reports, InteractionLog log, @Nullable Path target) {
        var map = new LinkedHashMap<String, Object>();
        if (target != null) {
            map.put("output", target.toString());
        }
        map.put("interactions", log.size());
        map.put("users", log.users().size());
        map.put("items", log.items().size());
        map.put("types", log.types());
        map.put("files", reports.stream().map(ImportCommand::json).toList());
        return map;
    }

    private static void csv(Writer out, List<ReadReport> reports) throws IOException {
        Csv.line(out, "source", "format", "lines", "accepted", "rejected");
        for (ReadReport one : reports) {
            Csv.line(
                    out,
                    one.source(),
                    one.format().label(),
                    one.lines(),
                    one.accepted(),
                    one.rejected());
        }
    }

    private static void table(
            Writer out, List<ReadReport> reports, InteractionLog log, @Nullable Path target)
            throws IOException {
        for (ReadReport report : reports) {
            var columns = new StringJoiner(", ");
            report.columns().forEach((role, name) -> columns.add(role + " = " + name));
            out.write("%s: %s (%s)%n".formatted(report.source(), report.format().label(), columns));
            out.write(
                    String.format(
                            Locale.ROOT,
                            "  %,d lines, %,d accepted, %,d rejected%n",
                            report.lines(),
                            report.accepted(),
                            report.rejected()));
            for (Map.Entry<String, Long> reason : report.reasons().entrySet()) {
                out.write(
                        String.format(
                                Locale.ROOT, "  %,8d  %s%n", reason.getValue(), reason.getKey()));
            }
            for (ReadReport.RejectedLine line : report.examples()) {
                out.write("    " + line + "\n");
            }
        }
        out.write(
                String.format(
                        Locale.ROOT,
                        "%s%,d interactions of %,d users and %,d items%n",
                        target == null ? "" : target + ": ",
                        log.size(),
                        log.users().size(),
                        log.items().size()));
    }
}
