package dev.kindred.cli;

import dev.kindred.internal.AtomicFile;
import dev.kindred.server.transfer.Exporter;
import dev.kindred.server.transfer.Kind;
import dev.kindred.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        header = "Stored events, items or users into a file.",
        description = {
            "",
            "Writes all of one kind, page by page: as JSON lines, or as CSV if the name of the file"
                    + " ends in .csv or .csv.gz. Both can be imported again."
        },
        customSynopsis =
                "kindred export (--data-dir DIR | --server URL) --output FILE [--kind KIND] [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred export --data-dir shop --output events.ndjson.gz",
            "  kindred export --server http://localhost:8088 --kind items -o items.csv --spreadsheet",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "What to write; gzip if the name ends in .gz.")
    private Path output = Path.of("");

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "events (default), items or users.")
    private Kind kind = Kind.EVENTS;

    @Option(
            names = "--spreadsheet",
            description = "CSV in which a spreadsheet computes nothing: ' before =, +, - and @.")
    private boolean spreadsheet;

    @Mixin private TargetOptions target = new TargetOptions();
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        String name = output.toString().replaceFirst("\\.gz$", "");
        boolean json = !name.endsWith(".csv");
        if (spreadsheet && json) {
            throw new UsageException("--spreadsheet goes with an --output that ends in .csv");
        }
        Path folder = target.folder();
        OutputFile.check("--output", output, List.of());
        if (folder == null) {
            String path =
                    "/v1/exports/%s?format=%s%s"
                            .formatted(
                                    kind.text(),
                                    json ? "ndjson" : "csv",
                                    spreadsheet ? "&spreadsheet=true" : "");
            try (InputStream in = target.client().get(path)) {
                write(in::transferTo);
            }
        } else {
            try (Store store = target.open(false)) {
                var exporter =
                        new Exporter(store.project(target.project()), kind, json, spreadsheet);
                write(exporter::write);
            }
        }
        common.note("%s: all %s are written".formatted(output, kind.text()));
        return 0;
    }

    /** Writes bytes. */
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private void write(Content content) throws IOException {
        AtomicFile.write(
                output,
                channel -> {
                    OutputStream bytes = Channels.newOutputStream(channel);
                    if (output.toString().endsWith(".gz")) {
                        var gzip = new GZIPOutputStream(bytes, 1 << 16);
                        content.write(gzip);
                        gzip.finish();
                    } else {
                        content.write(bytes);
                    }
                });
    }
}
