package dev.kindred.cli;

import dev.kindred.server.transfer.EventRules;
import dev.kindred.server.transfer.ImportPlan;
import dev.kindred.server.transfer.Importer;
import dev.kindred.server.transfer.Kind;
import dev.kindred.server.transfer.Rejects;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Stores files of items or users, line by line. */
final class RecordImport {
    private RecordImport() {}

    /** Stores files; 1 if lines were rejected. */
    static int run(Kind kind, List<String> sources, TargetOptions target, CommonOptions common)
            throws IOException {
        int code = 0;
        for (String source : sources) {
            boolean json = !source.replaceFirst("\\.gz$", "").matches("(?s).*\\.(csv|tsv|txt)");
            if (target.folder() == null) {
                String answer =
                        target.client()
                                .post(
                                        "/v1/imports?wait=true&kind=%s&format=%s"
                                                .formatted(kind.text(), json ? "ndjson" : "csv"),
                                        "application/octet-stream",
                                        () -> open(source));
                common.terminal().out().write(answer + "\n");
                code |= answer.contains("\"rejected\":0,") ? 0 : Errors.FAILED;
            } else {
                code |= store(kind, source, json, target, common);
            }
        }
        return code;
    }

    private static int store(
            Kind kind, String source, boolean json, TargetOptions target, CommonOptions common)
            throws IOException {
        var plan = new ImportPlan(kind, json, Map.of(), false, WriteMode.ADD, false, null);
        try (Store store = target.open(true);
                InputStream in = open(source);
                var rejects = new Rejects(null)) {
            Project project = store.project(target.project());
            var rules = new EventRules(new EventRules.Types(project), System.currentTimeMillis());
            var importer = new Importer(plan, project, rules, rejects);
            importer.run(in, count -> {});
            var report = new LinkedHashMap<String, Object>();
            report.put("source", source);
            report.put("read", importer.read());
            report.put("stored", importer.stored());
            report.put("rejected", rejects.count());
            report.put("reasons", rejects.counts());
            report.put("columns", importer.columns());
            Json.write(common.terminal().out(), report);
            rejects.first()
                    .forEach(
                            line ->
                                    common.terminal()
                                            .say(
                                                    "%s line %d: %s"
                                                            .formatted(
                                                                    source,
                                                                    line.line(),
                                                                    line.reason())));
            return rejects.count() > 0 ? Errors.FAILED : 0;
        }
    }

    private static InputStream open(String source) {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(source)));
            return source.endsWith(".gz") ? new GZIPInputStream(in) : in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
