package dev.kindred.cli;

import dev.kindred.coldstart.Audience;
import dev.kindred.data.AttributeRow;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.DataException;
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
        name = "audience",
        header = "Users to show a new item to.",
        description = {
            "",
            "Users are ranked by what they have that is like the item: attributes in common (rare"
                    + " ones count more) and near numbers. Users who have the item are left out."
        },
        customSynopsis = {
            "kindred audience --data FILE --items FILE (--item ID | --attributes SPEC) [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred audience --data ratings.csv --items movies.csv \\",
            "      --attributes 'genres=Drama|Comedy,year=1999' -n 20 --explain",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class AudienceCommand implements Callable<Integer> {
    /** The source of users of an audience. */
    static final String SOURCE = "audience";

    private static final int MOST_REASONS = 5;

    @ArgGroup(validate = false, heading = "%nItem:%n", order = 1)
    private Wanted wanted = new Wanted();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 2)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** Which item, and how many users. */
    static final class Wanted {
        @Option(
                names = {"-d", "--data"},
                paramLabel = "FILE",
                description = "Interactions of the users.")
        @Nullable String data;

        @Option(
                names = "--item",
                paramLabel = "ID",
                description = "An item of --items, with or without interactions.")
        @Nullable String item;

        @Option(
                names = "--attributes",
                paramLabel = "SPEC",
                description = "Attributes of an item: genres=Drama|Comedy,year=1999.")
        @Nullable String attributes;

        @Option(names = "-n", paramLabel = "N", description = "Number of users (default: 10).")
        int n = 10;

        @Option(names = "--explain", description = "Says which items of a user are like it.")
        boolean explain;

        void check(DataOptions dataOptions) {
            UsageException.check(() -> Checks.positive("-n", n));
            if (data == null || dataOptions.items == null) {
                throw new UsageException("--data FILE and --items FILE are needed");
            }
            if ((item == null) == (attributes == null)) {
                throw new UsageException("either --item or --attributes is needed");
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        wanted.check(dataOptions);
        AttributeRow given =
                wanted.attributes == null
                        ? AttributeRow.NONE
                        : AttributeText.parse("--attributes", wanted.attributes);
        var reader = new DataReader(common, dataOptions);
        Dataset data = reader.dataset(String.valueOf(wanted.data));
        AttributeText.checkKnown("--attributes", given, data.itemAttributes().fields());
        var without = new BitSet();
        Audience audience = Audience.learn(data);
        Audience.Ranking ranking =
                wanted.item == null
                        ? audience.of(given)
                        : known(data, audience, wanted.item, without);
        List<Audience.Member> members = ranking.best(wanted.n, without);
        if (members.isEmpty()) {
            common.note("no user has anything that is like the item");
        }
        var titles = new Titles(data.itemAttributes());
        var users = new ArrayList<RankedList.Item>();
        for (Audience.Member member : members) {
            users.add(
                    new RankedList.Item(
                            data.users().id(member.user()),
                            member.score(),
                            null,
                            List.of(),
                            SOURCE,
                            false,
                            wanted.explain
                                    ? RankedList.Reason.of(
                                            ranking.explain(member.user()),
                                            data.items(),
                                            titles,
                                            MOST_REASONS)
                                    : null,
                            List.of()));
        }
        var list = new RankedList("item", wanted.item, false, "user", users);
        ListOutput.write(common.terminal(), common.format(), List.of(list), false);
        return reader.exitCode();
    }

    private static Audience.Ranking known(
            Dataset data, Audience audience, String item, BitSet without) {
        int row = data.items().row(item);
        if (row == IdIndex.ABSENT) {
            throw new DataException(
                    "item \"%s\" is in neither --data nor --items%s"
                            .formatted(item, UnknownIds.suggestion(item, data.items())));
        }
        for (int k = data.byItem().start(row); k < data.byItem().end(row); k++) {
            without.set(data.byItem().column(k));
        }
        return audience.ofKnown(row);
    }
}
