package dev.kindred.cli;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.CandidateFiles;
import dev.kindred.io.DataException;
import dev.kindred.io.InputFormat;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.io.ReadReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files of one command line, and keeps account of the lines that were rejected. */
final class DataReader {
    private static final int SHOWN_LINES = 5;

    private final CommonOptions common;
    private final DataOptions options;
    private final ReadOptions interactions;
    private final List<ReadReport> reports = new ArrayList<>();
    private @Nullable Attributes items;
    private @Nullable Attributes users;
    private @Nullable InteractionLog lastLog;

    DataReader(CommonOptions common, DataOptions options) {
        this.common = common;
        this.options = options;
        this.interactions = UsageException.check(() -> readOptions(options));
    }

    private static ReadOptions readOptions(DataOptions options) {
        return new ReadOptions(
                options.inputFormat == null ? null : InputFormat.parse(options.inputFormat),
                options.columns == null ? Map.of() : ReadOptions.parseColumns(options.columns),
                options.strict);
    }

    /** The data set of a file, prepared as the options say. */
    Dataset dataset(String source) {
        return dataset(source, interactions(source));
    }

    /** The data set of interactions that were read from a source, prepared as the options say. */
    Dataset dataset(String source, InteractionLog log) {
        DatasetBuilder builder = UsageException.check(this::builder);
        lastLog = log;
        unknownWeights(log.types());
        builder.itemAttributes(itemAttributes());
        builder.userAttributes(userAttributes());
        Dataset data = builder.build(log);
        if (data.size() == 0) {
            throw new DataException(
                    "%s: no interaction is left of %d. Maybe the options for the data leave too little over."
                            .formatted(source, log.size()));
        }
        return data;
    }

    /**
     * The items with which users did anything at all, whether or not it counts as a like: what they
     * know need not be recommended to them.
     *
     * @param users the users that are asked about
     */
    Map<String, Set<String>> known(Collection<String> users) {
        var known = new HashMap<String, Set<String>>();
        users.forEach(user -> known.put(user, new HashSet<>()));
        if (options.likesFrom != null && lastLog != null) {
            for (Interaction one : lastLog) {
                Set<String> items = known.get(one.user());
                if (items != null) {
                    items.add(one.item());
                }
            }
        }
        return known;
    }

    /** Test data: prepared as the training data, but no user or item is too rare for it. */
    Dataset testDataset(String source) {
        DatasetBuilder builder = UsageException.check(this::builder).minPerUser(1).minPerItem(1);
        builder.userAttributes(userAttributes());
        Dataset data = builder.build(interactions(source));
        if (data.size() == 0) {
            throw new DataException(source + ": no interaction is left to test on");
        }
        return data;
    }

    /** The interactions of a file as they are. */
    InteractionLog interactions(String source) {
        InteractionFiles.Result result = InteractionFiles.read(source, interactions);
        reports.add(result.report());
        return result.log();
    }

    /**
     * The pairs of a file; the options for columns and formats are about the data, not about it.
     */
    InteractionLog pairs(String source) {
        InteractionFiles.Result result = InteractionFiles.read(source, pairsOnly());
        reports.add(result.report());
        return result.log();
    }

    /** The candidates of a file, with the positives that it names. */
    Map<String, List<String>> candidates(String source) {
        CandidateFiles.Result result = CandidateFiles.read(source, pairsOnly());
        reports.add(result.report());
        var all = new LinkedHashMap<String, List<String>>();
        result.candidates().forEach((user, ids) -> all.put(user, new ArrayList<>(ids)));
        result.positives()
                .forEach(
                        (user, ids) ->
                                all.computeIfAbsent(user, u -> new ArrayList<>()).addAll(ids));
        return all;
    }

    /** The attributes of {@code --items}; read once. */
    Attributes itemAttributes() {
        Attributes known = items;
        if (known == null) {
            known = options.items == null ? Attributes.NONE : attributes(options.items);
            items = known;
        }
        return known;
    }

    /** The attributes of {@code --users}, also of users without interactions; read once. */
    Attributes userAttributes() {
        Attributes known = users;
        if (known == null) {
            known = options.users == null ? Attributes.NONE : attributes(options.users);
            users = known;
        }
        return known;
    }

    private Attributes attributes(String source) {
        AttributeFiles.Result result = AttributeFiles.read(source, plain());
        reports.add(result.report());
        return result.attributes();
    }

    /** What else is in a file of pairs does not matter, nor what is wrong with it. */
    private ReadOptions pairsOnly() {
        return plain().withColumns(Map.of("value", "-", "time", "-", "type", "-"));
    }

    private ReadOptions plain() {
        return ReadOptions.defaults().withStrict(options.strict);
    }

    private DatasetBuilder builder() {
        var builder =
                new DatasetBuilder()
                        .dedupe(options.dedupe)
                        .minPerUser(options.minPerUser)
                        .minPerItem(options.minPerItem);
        options.weights.forEach(builder::weight);
        if (options.likesFrom != null) {
            builder.likesFrom(options.likesFrom);
        }
        if (options.from != null || options.to != null) {
            long from =
                    options.from == null
                            ? Interaction.NO_TIME
                            : TimeText.millis("--from", options.from);
            long to = options.to == null ? Long.MAX_VALUE : TimeText.millis("--to", options.to);
            if (from >= to) {
                throw new UsageException(
                        "--from must be before --to, but is %s, and --to is %s"
                                .formatted(options.from, options.to));
            }
            builder.between(from, to);
        }
        return builder;
    }

    private void unknownWeights(List<String> types) {
        for (String type : options.weights.keySet()) {
            if (!types.contains(type)) {
                common.note(
                        "no interaction has the type \"%s\" of --weight; there are %s"
                                .formatted(type, String.join(", ", types)));
            }
        }
    }

    /** Tells of rejected lines; the exit code is 1 if there were any. */
    int exitCode() {
        int code = 0;
        for (ReadReport report : reports) {
            if (report.rejected() > 0) {
                tell(report);
                code = Errors.FAILED;
            }
        }
        return code;
    }

    private void tell(ReadReport report) {
        var text =
                new StringBuilder(
                        "%s: %d of %d lines were rejected"
                                .formatted(report.source(), report.rejected(), report.lines()));
        report.examples().stream()
                .limit(SHOWN_LINES)
                .forEach(example -> text.append("\n  ").append(example));
        if (report.rejected() > SHOWN_LINES) {
            text.append("\n  ... ").append(report.rejected() - SHOWN_LINES).append(" more");
        }
        common.terminal().say(text.toString());
    }
}
