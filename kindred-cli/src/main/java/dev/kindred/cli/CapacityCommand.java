package dev.kindred.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "capacity",
        header = "What a server needs: memory, disk and time, for so many users, items and events.",
        description = {
            "",
            "Predicted from the sizes of what is kept and from measured figures, for the default"
                    + " pipeline (item-knn and ials) on two processors; meant to be right within a"
                    + " factor of two. Measure with your own data before you buy a machine."
        },
        customSynopsis = "kindred capacity --users N --items N --events N [--factors N]",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred capacity --users 1000000 --items 100000 --events 50000000",
            "",
            "Exit codes: 0 done, 2 wrong usage."
        })
final class CapacityCommand implements Callable<Integer> {
    private static final long MOST = 100_000_000_000L;
    private static final int MOST_FACTORS = 4096;
    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;

    @Option(
            names = "--users",
            paramLabel = "N",
            required = true,
            description = "Users who have done something.")
    private long users;

    @Option(names = "--items", paramLabel = "N", required = true, description = "Items.")
    private long items;

    @Option(
            names = "--events",
            paramLabel = "N",
            required = true,
            description = "Events that are kept.")
    private long events;

    @Option(names = "--factors", paramLabel = "N", description = "Factors of ials (default: 128).")
    private int factors = 128;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        check("--users", users, MOST);
        check("--items", items, MOST);
        check("--events", events, MOST);
        check("--factors", factors, MOST_FACTORS);
        var capacity = new Capacity(users, items, events, factors);
        if (common.format() == OutputFormat.JSON) {
            Json.write(common.terminal().out(), json(capacity));
            return 0;
        }
        var table = new Table("what", "about");
        table.row("memory while serving", bytes(capacity.servingBytes()));
        table.row("memory while training too (-Xmx)", bytes(capacity.trainingBytes()));
        table.row("disk", bytes(capacity.diskBytes()));
        table.row("one training", time(capacity.trainingSeconds()));
        table.row("one list that is not cached", time(capacity.listSeconds()));
        table.row(
                "lists for all users",
                time(users / capacity.batchListsPerSecond())
                        + " (%,.0f a second)".formatted(capacity.batchListsPerSecond()));
        table.write(common.terminal().out(), common.terminal().columns());
        return 0;
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new UsageException(
                    "%s must be from 1 to %d, but is %d".formatted(name, most, value));
        }
    }

    private static Map<String, Object> json(Capacity capacity) {
        var json = new LinkedHashMap<String, Object>();
        json.put("servingBytes", Math.round(capacity.servingBytes()));
        json.put("trainingBytes", Math.round(capacity.trainingBytes()));
        json.put("diskBytes", Math.round(capacity.diskBytes()));
        json.put("trainingSeconds", capacity.trainingSeconds());
        json.put("listSeconds", capacity.listSeconds());
        json.put("batchListsPerSecond", capacity.batchListsPerSecond());
        return json;
    }

    private static String bytes(double bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
    }

    private static String time(double seconds) {
        return seconds < 1
                ? String.format(Locale.ROOT, "%.1f ms", 1000 * seconds)
                : seconds < 120
                        ? String.format(Locale.ROOT, "%.0f s", seconds)
                        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
