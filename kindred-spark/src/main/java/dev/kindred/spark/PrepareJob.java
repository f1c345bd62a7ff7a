package dev.kindred.spark;

import dev.kindred.data.Dedupe;
import dev.kindred.data.Interaction;
import dev.kindred.io.BadLine;
import dev.kindred.io.InteractionFields;
import dev.kindred.io.ReadOptions;
import dev.kindred.spark.data.EventFormat;
import dev.kindred.spark.data.EventSource;
import dev.kindred.spark.data.Preparation;
import dev.kindred.spark.data.PrepareSettings;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.RejectedRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Events in, prepared data out. */
@Command(
        name = "prepare",
        header = "Reads events and writes what the other jobs work on.",
        description = {
            "",
            "The steps: values times the weight of their type; the time window; one event per user"
                    + " and item; likes; minimum counts; what is held back for tests. Bad rows are"
                    + " left out, counted and reported, and the exit code is 1."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  prepare --data 'events/*.csv.gz' --weight view=1 --weight buy=5 --dedupe sum \\",
            "      --min-per-user 2 --split last:1 --output prepared",
            "  prepare --data jdbc:postgresql://db/shop --option dbtable=events \\",
            "      --option user=reader --option password=... --output prepared"
        })
final class PrepareJob implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            required = true,
            description = "Files, folders or patterns with events, or a JDBC address. Repeatable.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "Where the prepared data goes; must not be there yet.")
    private String output = "";

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            description = "csv, tsv, movielens, json-lines, parquet or jdbc. Guessed if not given.")
    private @Nullable String format;

    @Option(
            names = "--columns",
            paramLabel = "SPEC",
            description =
                    "Which column is what: user=uid,item=mid,value=stars,time=ts,type=event by"
                            + " name, or user,item,value,time by position (then there is no"
                            + " header). Guessed if not given.")
    private @Nullable String columns;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "An option of Spark's reader, such as dbtable=events. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--weight",
            paramLabel = "TYPE=W",
            description =
                    "Multiplies the values of one type of event; 0 leaves it out, a negative one"
                            + " makes it a dislike. Repeatable.")
    private Map<String, Double> weights = new LinkedHashMap<>();

    @Option(
            names = "--dedupe",
            paramLabel = "RULE",
            description =
                    "What becomes of several events of a user with an item: first, last (default),"
                            + " sum or max.")
    private Dedupe dedupe = Dedupe.LAST;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Leaves out what was earlier: 2026-01-31, 2026-01-31T12:00:00Z or seconds since"
                            + " 1970.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Leaves out what was then or later.")
    private @Nullable String to;

    @Option(
            names = "--likes-from",
            paramLabel = "T",
            description =
                    "Turns ratings into likes: those of at least T count 1, others are left out.")
    private double likesFrom = Double.NaN;

    @Option(
            names = "--min-per-user",
            paramLabel = "N",
            description = "Leaves out users with fewer items.")
    private int minPerUser = 1;

    @Option(
            names = "--min-per-item",
            paramLabel = "N",
            description = "Leaves out items with fewer users.")
    private int minPerItem = 1;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description =
                    "Holds back test data: random:0.2, user:0.2, leave-one-out, last:5, time:0.8 or"
                            + " users:0.1.")
    private @Nullable String split;

    @Mixin private JobOptions job;

    @Override
    public Integer call() throws Exception {
        EventSource source = UsageException.check(this::source);
        PrepareSettings settings = UsageException.check(this::settings);
        JobPaths.mustExist(data);
        JobPaths.mustBeNew(output);
        JobPaths.mustBeOutside(output, data);
        return job.run(spark -> prepare(spark, source, settings));
    }

    private int prepare(SparkSession spark, EventSource source, PrepareSettings settings)
            throws Exception {
        RejectedRows rejected = new Preparation(spark, settings).run(source, output);
        PreparedData prepared = PreparedData.open(spark, output);
        job.note(
                "%s: %d users, %d items, %d interactions from %d rows (%d rejected, %d not wanted)"
                        .formatted(
                                output,
                                prepared.users(),
                                prepared.items().size(),
                                prepared.interactions(),
                                rejected.rows(),
                                rejected.rejected(),
                                rejected.unwanted()));
        rejected.reasons()
                .forEach(
                        (reason, rows) ->
                                job.note(
                                        "rejected %d: %s, such as \"%s\""
                                                .formatted(
                                                        rows,
                                                        reason,
                                                        rejected.examples().get(reason))));
        return rejected.rejected() > 0 ? 1 : 0;
    }

    private EventSource source() {
        return new EventSource(
                data,
                format == null ? null : EventFormat.parse(format),
                columns == null ? Map.of() : ReadOptions.parseColumns(columns),
                options);
    }

    private PrepareSettings settings() {
        return new PrepareSettings(
                weights,
                dedupe,
                time("--from", from, Interaction.NO_TIME),
                time("--to", to, Long.MAX_VALUE),
                likesFrom,
                minPerUser,
                minPerItem,
                split,
                job.seed);
    }

    private static long time(String option, @Nullable String text, long byDefault) {
        try {
            return text == null ? byDefault : InteractionFields.time(text);
        } catch (BadLine e) {
            throw new IllegalArgumentException(
                    "%s: %s: \"%s\"".formatted(option, e.reason(), text), e);
        }
    }
}
