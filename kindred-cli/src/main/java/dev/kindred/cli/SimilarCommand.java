package dev.kindred.cli;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.DataException;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.Model;
import dev.kindred.model.UserNeighbours;
import dev.kindred.rank.TopN;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "similar",
        header = "Items like an item, users like a user.",
        customSynopsis = {
            "kindred similar (--data FILE [--algorithm NAME] | --model FILE) (--item ID | --user ID)"
                    + " [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred similar --data ratings.csv --items movies.csv --item 260",
            "  kindred similar --data ratings.csv --items movies.csv --item 260 --by content",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class SimilarCommand implements Callable<Integer> {
    @ArgGroup(validate = false, heading = "%nModel:%n", order = 1)
    private ModelOptions source = new ModelOptions();

    @ArgGroup(
            validate = false,
            heading = "%nAlgorithm (default: item-knn for --item, user-knn for --user):%n",
            order = 2)
    private AlgorithmOptions algorithm = new AlgorithmOptions();

    @ArgGroup(validate = false, heading = "%nList:%n", order = 3)
    private Wanted wanted = new Wanted();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 4)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** Like whom, and how many. */
    static final class Wanted {
        @Option(names = "--item", paramLabel = "ID", description = "Items like this one.")
        @Nullable String item;

        @Option(
                names = {"-u", "--user"},
                paramLabel = "ID",
                description = "Users like this one.")
        @Nullable String user;

        @Option(
                names = "--by",
                paramLabel = "WHAT",
                description =
                        "What makes items similar: content (their attributes, see --items) or users"
                                + " (who had them). Default: what the model goes by.")
        @Nullable By by;

        @Option(names = "-n", paramLabel = "N", description = "Length of the list (default: 10).")
        int n = 10;
    }

    /** What makes items similar. */
    enum By {
        CONTENT("content"),
        USERS("item-knn");

        private final String algorithm;

        By(String algorithm) {
            this.algorithm = algorithm;
        }

        boolean isThatOf(Model model) {
            return this == (model instanceof AttributeModel ? CONTENT : USERS);
        }
    }

    @Override
    public Integer call() throws IOException {
        UsageException.check(() -> Checks.positive("-n", wanted.n));
        if ((wanted.item == null) == (wanted.user == null)) {
            throw new UsageException("either --item or --user is needed");
        }
        var reader = new DataReader(common, dataOptions);
        Bundle bundle = load(reader);
        RankedList list =
                wanted.item != null
                        ? items(bundle, wanted.item)
                        : users(bundle, String.valueOf(wanted.user));
        ListOutput.write(common.terminal(), common.format(), List.of(list), false);
        return reader.exitCode();
    }

    private Bundle load(DataReader reader) throws IOException {
        By by = wanted.by;
        if (by != null && wanted.user != null) {
            throw new UsageException("--by is for --item; users are similar by their items");
        }
        if (by != null && algorithm.algorithm != null) {
            throw new UsageException("only one of --by and --algorithm may be given");
        }
        String byDefault = wanted.item == null ? "user-knn" : "item-knn";
        Bundle bundle =
                source.load(common, reader, algorithm, by == null ? byDefault : by.algorithm, null);
        if (by == null || by.isThatOf(bundle.model())) {
            return bundle;
        }
        // a model of another kind, from a file: its data say what is asked
        return ModelOptions.train(
                new AlgorithmOptions().choice(by.algorithm, null), bundle.data(), common);
    }

    private RankedList items(Bundle bundle, String item) {
        Model model = bundle.model();
        int row = known("item", item, model.items());
        float[] scores = new float[model.items().size()];
        model.similarItems(row, scores);
        var titles = new Titles(bundle.data().itemAttributes());
        return list("item", item, scores, model, model.items(), titles);
    }

    private RankedList users(Bundle bundle, String user) {
        Model model = bundle.model();
        if (!(model instanceof UserNeighbours neighbours)) {
            throw new UsageException(
                    "%s knows no similar users; user-knn does".formatted(model.info().algorithm()));
        }
        known("user", user, bundle.data().users());
        History history = bundle.history(user);
        float[] scores = new float[neighbours.users().size()];
        neighbours.similarUsers(history, scores);
        return list(
                "user",
                user,
                scores,
                model,
                neighbours.users(),
                new Titles(bundle.data().userAttributes()));
    }

    private static int known(String kind, String id, IdIndex ids) {
        int row = ids.row(id);
        if (row == IdIndex.ABSENT) {
            throw new DataException(
                    "%s \"%s\" is unknown%s".formatted(kind, id, UnknownIds.suggestion(id, ids)));
        }
        return row;
    }

    private RankedList list(
            String kind, String id, float[] scores, Model model, IdIndex ids, Titles titles) {
        var top = new TopN(Math.min(wanted.n, Math.max(1, scores.length)));
        top.offerAll(scores);
        top.sort();
        var items = new ArrayList<RankedList.Item>();
        String source = model.info().algorithm();
        for (int at = 0; at < top.size(); at++) {
            String other = ids.id(top.row(at));
            items.add(
                    new RankedList.Item(
                            other,
                            top.score(at),
                            titles.title(other),
                            titles.genres(other),
                            source,
                            false,
                            null,
                            List.of()));
        }
        if (items.isEmpty()) {
            common.note(
                    "%s knows nothing that is similar to %s \"%s\"".formatted(source, kind, id));
        }
        return new RankedList(kind, id, false, kind, items);
    }
}
