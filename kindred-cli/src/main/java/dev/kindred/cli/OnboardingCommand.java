package dev.kindred.cli;

import dev.kindred.coldstart.Onboarding;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
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
        History answers =
                wanted.answers == null
                        ? History.EMPTY
                        : Guest.history("--answers", wanted.answers, data.items(), 1, common);
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

    private BitSet skipped(IdIndex items) {
        var skipped = new BitSet();
        if (wanted.skip != null) {
            List<String> ids = IdList.ids("--skip", wanted.skip);
            UnknownIds.tell(common, ids, items, "--skip: item", " and left out");
            ids.stream()
                    .mapToInt(items::row)
                    .filter(row -> row != IdIndex.ABSENT)
                    .forEach(skipped::set);
        }
        return skipped;
    }
}
