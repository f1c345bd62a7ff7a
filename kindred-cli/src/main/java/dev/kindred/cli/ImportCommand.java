package dev.kindred.cli;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.InputFormat;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.InteractionWriter;
import dev.kindred.io.ReadOptions;
import dev.kindred.io.ReadReport;
import dev.kindred.server.transfer.Kind;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        header = "Files of any known layout into a store, a server or one normalised file.",
        description = {
            "",
            "Reads CSV, TSV, JSON lines, MovieLens layouts and adjacency lines, plain, gzip or inside"
                    + " a zip, and writes CSV with the columns user, item, type (where there are"
                    + " types), value and time. The report says how each file was understood and"
                    + " what became of its lines; no line is lost silently.",
            "",
            "With --data-dir or --server they are stored as events instead; with --kind items or"
                    + " users, files of JSON lines, CSV or TSV describe those."
        },
        customSynopsis =
                "kindred import FILE... (--data-dir DIR | --server URL | --output FILE | --dry-run)"
                        + " [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred import ml-1m.zip!ratings.dat --output ratings.csv.gz --rejects bad.csv",
            "  kindred import ratings.csv --data-dir shop",
            "  kindred import books.csv --kind items --server http://localhost:8088",
            "  kindred import events.jsonl --columns user=uid,item=sku,type=event --dry-run",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "What to read; the files' interactions follow each other.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "What to write; gzip if the name ends in .gz.")
    private @Nullable Path output;

    @Option(names = "--dry-run", description = "Only reads and reports.")
    private boolean dryRun;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Writes every rejected line as CSV: source, line, reason, excerpt.")
    private @Nullable Path rejects;

    @Option(
            names = "--columns",
            paramLabel = "SPEC",
            description =
                    "Which column is what: user=uid,item=mid ... or user,item,value by position.")
    private @Nullable String columns;

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            description = "csv, tsv, json-lines, movielens or adjacency. Guessed if not given.")
    private @Nullable String inputFormat;

    @Option(names = "--strict", description = "Stops at the first bad line and writes nothing.")
    private boolean strict;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What to store: events (default), items or users.")
    private Kind kind = Kind.EVENTS;

    @Mixin private TargetOptions target = new TargetOptions();
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        checkTarget();
        if (kind != Kind.EVENTS) {
            return RecordImport.run(kind, sources, target, common);
        }
        ReadOptions options =
                UsageException.check(
                        () ->
                                new ReadOptions(
                                        inputFormat == null ? null : InputFormat.parse(inputFormat),
                                        columns == null
                                                ? Map.of()
                                                : ReadOptions.parseColumns(columns),
                                        strict));
        checkOutputs();
        var log = new InteractionLog();
        List<ReadReport> reports = read(options, log);
        Path file = output;
        if (file != null) {
            OutputFile.write(file, out -> InteractionWriter.write(log, out));
        }
        if (target.isGiven()) {
            common.note("%,d events are stored".formatted(ImportTarget.store(log, target)));
        }
        ImportReport.write(common, reports, log, file);
        return exitCode(reports);
    }

    private void checkTarget() {
        int ways = (output == null ? 0 : 1) + (dryRun ? 1 : 0) + (target.isGiven() ? 1 : 0);
        if (ways != 1) {
            throw new UsageException(
                    dryRun
                            ? "--dry-run writes nothing: leave --output, --data-dir and --server out"
                            : "--output FILE is needed, or --data-dir DIR, --server URL or --dry-run; one of them");
        }
        if (target.isGiven()) {
            target.folder();
        } else if (kind != Kind.EVENTS) {
            throw new UsageException("--kind goes with --data-dir or --server");
        }
    }

    private void checkOutputs() throws IOException {
        if (output != null) {
            OutputFile.check("--output", output, sources);
        }
        if (rejects != null) {
            OutputFile.check("--rejects", rejects, sources);
            if (output != null && output.toAbsolutePath().equals(rejects.toAbsolutePath())) {
                throw new UsageException("--output and --rejects must be two files");
            }
        }
    }

    /** Tells of rejected lines; what is wrong with them is in the report. */
    private int exitCode(List<ReadReport> reports) {
        int code = 0;
        for (ReadReport report : reports) {
            if (report.rejected() > 0) {
                code = Errors.FAILED;
                common.terminal()
                        .say(
                                "%s: %d of %d lines were rejected; %s"
                                        .formatted(
                                                report.source(),
                                                report.rejected(),
                                                report.lines(),
                                                rejects == null
                                                        ? "--rejects FILE lists them"
                                                        : rejects + " lists them"));
            }
        }
        return code;
    }

    private List<ReadReport> read(ReadOptions options, InteractionLog log) throws IOException {
        Path file = rejects;
        if (file == null) {
            return readAll(options, log, null);
        }
        var reports = new ArrayList<ReadReport>();
        OutputFile.write(
                file,
                out -> {
                    Csv.line(out, "source", "line", "reason", "excerpt");
                    reports.addAll(readAll(options, log, out));
                });
        return reports;
    }

    private List<ReadReport> readAll(
            ReadOptions options, InteractionLog log, @Nullable Writer rejectsFile)
            throws IOException {
        var reports = new ArrayList<ReadReport>();
        for (String source : sources) {
            ReadOptions one =
                    rejectsFile == null
                            ? options
                            : options.withOnRejected(
                                    line ->
                                            OutputFile.unchecked(
                                                    () ->
                                                            Csv.line(
                                                                    rejectsFile,
                                                                    source,
                                                                    line.line(),
                                                                    line.reason(),
                                                                    line.excerpt())));
            InteractionFiles.Result result = InteractionFiles.read(source, one);
            for (Interaction interaction : result.log()) {
                log.add(interaction);
            }
            reports.add(result.report());
        }
        return reports;
    }

    /** The shape of a report in JSON. */
    static Map<String, Object> json(ReadReport report) {
        var map = new LinkedHashMap<String, Object>();
        map.put("source", report.source());
        map.put("format", report.format().label());
        map.put("columns", report.columns());
        map.put("lines", report.lines());
        map.put("accepted", report.accepted());
        map.put("rejected", report.rejected());
        map.put("usersWithoutItems", report.usersWithoutItems());
        map.put("reasons", report.reasons());
        var examples = new ArrayList<Map<String, Object>>();
        for (ReadReport.RejectedLine line : report.examples()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("line", line.line());
            one.put("reason", line.reason());
            one.put("excerpt", line.excerpt());
            examples.add(one);
        }
        map.put("examples", examples);
        return map;
    }
}
