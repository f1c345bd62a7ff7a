package dev.kindred.cli;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.IdFiles;
import dev.kindred.model.FitContext;
import dev.kindred.model.Progress;
import dev.kindred.rank.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recommend",
        header = "Lists of items for users, explained if wanted.",
        description = {
            "",
            "A user that is not in the data is no error: the list holds what is popular, and JSON"
                    + " says \"coldStart\": true. Places that the model leaves open are filled with"
                    + " popular items, marked \"fallback\": true."
        },
        customSynopsis = {
            "kindred recommend (--data FILE [--algorithm NAME] | --model FILE)",
            "                  (--user ID ... | --users-file FILE | --history ITEMS) [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred recommend --data ratings.csv --items movies.csv --user 42 -n 5 --explain",
            "  kindred recommend --model m.kindred --history 260,1196:4.5",
            "  kindred recommend --data ratings.csv --items movies.csv --user 42 --explain \\",
            "      --filter \"genres contains 'Drama' && !(title contains '1995')\" --diversity mmr:0.3",
            "  kindred recommend --data ratings.csv --users users.csv --user-attributes gender=F,age=25",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class RecommendCommand implements Callable<Integer> {
    private static final String DEFAULT_ALGORITHM = "item-knn";

    @ArgGroup(validate = false, heading = "%nModel:%n", order = 1)
    private ModelOptions source = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nAlgorithm (default: item-knn):%n", order = 2)
    private AlgorithmOptions algorithm = new AlgorithmOptions();

    @ArgGroup(validate = false, heading = "%nList:%n", order = 3)
    private Wanted wanted = new Wanted();

    @ArgGroup(validate = false, heading = "%nRules and re-ranking:%n", order = 4)
    private RerankOptions rerank = new RerankOptions();

    @ArgGroup(validate = false, heading = "%nNew users, new items:%n", order = 5)
    private ColdOptions cold = new ColdOptions();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 6)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** For whom, and what. */
    static final class Wanted {
        @Option(
                names = {"-u", "--user"},
                paramLabel = "ID",
                description = "A user of the data. Repeatable.")
        List<String> users = new ArrayList<>();

        @Option(
                names = "--users-file",
                paramLabel = "FILE",
                description = "Users of the data, one id per line.")
        @Nullable String usersFile;

        @Option(
                names = "--history",
                paramLabel = "ITEMS",
                description =
                        "A user who is not in the data, given by their items: i1,i2:4.5,i3 with a"
                                + " value behind the colon (default 1; for rating models their"
                                + " upper quartile). Commas in ids: \"a,b\" or a\\,b.")
        @Nullable String history;

        @Option(names = "-n", paramLabel = "N", description = "Length of the list (default: 10).")
        int n = 10;

        @Option(
                names = "--exclude",
                paramLabel = "ITEMS",
                description = "Items that must not be recommended: i1,i2.")
        @Nullable String exclude;

        @Option(
                names = "--allow",
                paramLabel = "ITEMS",
                description =
                        "The only items that may be recommended: i1,i2, or a file with an id per"
                                + " line.")
        @Nullable String allow;

        @Option(
                names = "--include-seen",
                description = "Items of the history may be recommended again.")
        boolean includeSeen;

        @Option(
                names = "--explain",
                description =
                        "Says which past items speak for an item, and what rules and steps did.")
        boolean explain;

        @Option(
                names = "--why-not",
                paramLabel = "ITEM",
                description =
                        "Says at which stage an item fell out: seen, excluded, filtered (by which"
                                + " rule), not a candidate, outranked (at which rank), re-ranked."
                                + " Repeatable.")
        List<String> whyNot = new ArrayList<>();

        private void check(boolean described) {
            UsageException.check(() -> Checks.positive("-n", n));
            int ways = (users.isEmpty() ? 0 : 1) + (usersFile == null ? 0 : 1);
            ways += history == null ? 0 : 1;
            if (ways > 1 || ways == 0 && !described) {
                throw new UsageException(
                        ways == 0
                                ? "--user, --users-file, --history or --user-attributes is needed"
                                : "only one of --user, --users-file and --history may be given");
            }
            if (users.contains("")) {
                throw new UsageException("--user must be an id, but is empty");
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        cold.check();
        AttributeRow attributes = cold.attributes();
        wanted.check(cold.userAttributes != null);
        var pipeline = new Reranking(rerank);
        if (!pipeline.isEmpty() && (cold.userAttributes != null || cold.explore > 0)) {
            throw new UsageException(
                    "--user-attributes and --explore cannot be combined with rules and re-ranking");
        }
        Set<String> exclude =
                wanted.exclude == null
                        ? Set.of()
                        : new HashSet<>(IdList.ids("--exclude", wanted.exclude));
        Set<String> allow = wanted.allow == null ? null : allowed(wanted.allow);
        List<String> users =
                wanted.usersFile == null ? wanted.users : IdFiles.read(wanted.usersFile);
        var reader = new DataReader(common, dataOptions);
        Bundle bundle = source.load(common, reader, algorithm, DEFAULT_ALGORITHM, null);
        IdIndex items = bundle.model().items();
        UnknownIds.tell(common, exclude, items, "--exclude: item", "");
        UnknownIds.tell(common, allow == null ? Set.of() : allow, items, "--allow: item", "");
        Map<String, Set<String>> known = wanted.includeSeen ? Map.of() : reader.known(users);
        known.values().forEach(unwanted -> unwanted.addAll(exclude));
        AttributeText.tellUnknown(
                common, "--user-attributes", attributes, bundle.data().userAttributes().fields());
        List<Query> queries = queries(bundle, users, known, exclude, allow);
        queries.replaceAll(query -> described(query, attributes, reader));
        List<RankedList> lists = lists(bundle, queries, pipeline);
        ListOutput.write(
                common.terminal(),
                common.format(),
                lists,
                wanted.usersFile != null || lists.size() > 1);
        return reader.exitCode();
    }

    private List<Query> queries(
            Bundle bundle,
            List<String> users,
            Map<String, Set<String>> known,
            Set<String> exclude,
            @Nullable Set<String> allow) {
        var queries = new ArrayList<Query>();
        if (wanted.history == null && users.isEmpty()) {
            queries.add(query(null, History.EMPTY, exclude, allow));
        }
        if (wanted.history != null) {
            History guest =
                    cold.userAttributes == null
                            ? Guest.history(wanted.history, bundle, common)
                            : Guest.history(wanted.history, bundle, common, true);
            queries.add(query(null, guest, exclude, allow));
        }
        UnknownIds.tell(
                common, users, bundle.data().users(), "user", ": the list holds what is popular");
        for (String user : users) {
            Set<String> unwanted = known.getOrDefault(user, exclude);
            queries.add(query(user, bundle.history(user), unwanted, allow));
        }
        return queries;
    }

    private Query query(
            @Nullable String user,
            History history,
            Set<String> exclude,
            @Nullable Set<String> allow) {
        return new Query(user, history, exclude, allow, wanted.includeSeen, wanted.n);
    }

    /** With what is known of the user: as it was given, or else as {@code --users} has it. */
    private static Query described(Query query, AttributeRow given, DataReader reader) {
        History history = query.history();
        if (!given.isEmpty()) {
            return query.withHistory(history.withAttributes(given));
        }
        return query.user() == null || !history.attributes().isEmpty()
                ? query
                : query.withHistory(
                        history.withAttributes(reader.userAttributes().of(query.user())));
    }

    private List<RankedList> lists(Bundle bundle, List<Query> queries, Reranking pipeline) {
        FitContext context = common.context(Progress.SILENT);
        var maker =
                new ListMaker(
                        bundle.model(),
                        bundle.popular(context),
                        new Titles(bundle.data().itemAttributes()),
                        wanted.explain,
                        builder -> pipeline.addTo(builder, bundle.data()));
        var lists =
                new ArrayList<>(
                        pipeline.isEmpty()
                                ? ColdLists.fill(
                                        cold, bundle, wanted.explain, queries, context, maker)
                                : maker.lists(queries, context));
        for (int at = 0; at < lists.size() && !wanted.whyNot.isEmpty(); at++) {
            Query query = queries.get(at);
            lists.set(
                    at,
                    lists.get(at)
                            .withMissing(
                                    wanted.whyNot.stream()
                                            .map(id -> maker.whyNot(query, id))
                                            .toList()));
        }
        return lists;
    }

    private static Set<String> allowed(String fileOrIds) {
        boolean file = !fileOrIds.isEmpty() && Files.exists(Path.of(fileOrIds));
        return new HashSet<>(file ? IdFiles.read(fileOrIds) : IdList.ids("--allow", fileOrIds));
    }
}
