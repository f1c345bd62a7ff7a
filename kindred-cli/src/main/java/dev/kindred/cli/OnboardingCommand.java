package dev.kindred.cli;

import dev.kindred.coldstart.Onboarding;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "onboarding",
        header = "Items to ask a new user about.",
        description = {
            "",
            "Known to many, rated differently, unlike each other. Answers change what is asked"
                    + " next: users of the data who answer alike count more."
        },
        customSynopsis = {"kindred onboarding --data FILE [--answers ITEMS] [OPTIONS]"},
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred onboarding --data ratings.csv --items movies.csv -n 5 \\",
            "      --answers 260:5,1196:2 --skip 50",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class OnboardingCommand implements Callable<Integer> {
    @ArgGroup(validate = false, heading = "%nQuestions:%n", order = 1)
    private Wanted wanted = new Wanted();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 2)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** What was answered, and how much more to ask. */
    static final class Wanted {
        @Option(
                names = {"-d", "--data"},
                paramLabel = "FILE",
                description = "Interactions of the users.")
        @Nullable String data;

        @Option(
                names = "--answers",
                paramLabel = "ITEMS",
                description = "What the user answered so far: i1:5,i2:1 (without value: 1).")
        @Nullable String answers;

        @Option(
                names = "--skip",
                paramLabel = "ITEMS",
                description = "Items that the user was asked about and does not know: i3,i4.")
        @Nullable String skip;

        @Option(names = "-n", paramLabel = "N", description = "Number of items (default: 10).")
        int n = 10;
    }

    @Override
    public Integer call() throws IOException {
        UsageException.check(() -> Checks.positive("-n", wanted.n));
        if (wanted.data == null) {
            throw new UsageException("--data FILE is needed");
        }
        var reader = new DataReader(common, dataOptions);
        Dataset data = reader.dataset(wanted.data);
        History answers = answers(data.items());
        List<Onboarding.Question> questions =
                Onboarding.of(data).next(answers, skipped(data.items()), wanted.n);
        var titles = new Titles(data.itemAttributes());
        var items = new ArrayList<RankedList.Item>();
        for (Onboarding.Question question : questions) {
            String id = data.items().id(question.item());
            items.add(
                    new RankedList.Item(
                            id,
                            question.score(),
                            titles.title(id),
                            titles.genres(id),
                            "onboarding",
                            false,
                            null,
                            List.of()));
        }
        var list = new RankedList("user", null, false, "item", items);
        ListOutput.write(common.terminal(), common.format(), List.of(list), false);
        return reader.exitCode();
    }

    private History answers(IdIndex items) {
        if (wanted.answers == null) {
            return History.EMPTY;
        }
        var values = new LinkedHashMap<Integer, Double>();
        for (IdList.Entry entry : IdList.parse("--answers", wanted.answers, items::contains)) {
            int row = row("--answers", entry.id(), items);
            if (row != IdIndex.ABSENT) {
                values.put(row, entry.value() == null ? 1 : entry.value());
            }
        }
        return History.of(
                values.keySet().stream().mapToInt(Integer::intValue).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private BitSet skipped(IdIndex items) {
        var skipped = new BitSet();
        if (wanted.skip != null) {
            for (String id : IdList.ids("--skip", wanted.skip)) {
                int row = row("--skip", id, items);
                if (row != IdIndex.ABSENT) {
                    skipped.set(row);
                }
            }
        }
        return skipped;
    }

    private int row(String option, String id, IdIndex items) {
        int row = items.row(id);
        if (row == IdIndex.ABSENT) {
            common.note(
                    "%s: item \"%s\" is unknown%s and left out"
                            .formatted(option, id, UnknownIds.suggestion(id, items)));
        }
        return row;
    }
}
