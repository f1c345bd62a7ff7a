package dev.kindred.cli;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.IdFiles;
import dev.kindred.model.FactorModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.Progress;
import dev.kindred.rank.ItemIndex;
import dev.kindred.rank.ItemIndexProvider;
import dev.kindred.rank.Query;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "batch",
        header = "Lists for all users, to a file or stdout.",
        description = {
            "",
            "Writes the lists that kindred recommend gives, for all users of the data in their"
                    + " order, or for those of --users-file in its order. CSV has a line per item:"
                    + " user,rank,item,score; JSON a line per user. The score is empty (null) where an"
                    + " item only fills a place that the model leaves open, with what is popular."
        },
        customSynopsis = {
            "kindred batch (--data FILE [--algorithm NAME] | --model FILE) [--output FILE] [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred batch --model m.kindred -n 20 --output lists.csv.gz",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class BatchCommand implements Callable<Integer> {
    private static final String DEFAULT_ALGORITHM = "item-knn";

    @ArgGroup(validate = false, heading = "%nModel:%n", order = 1)
    private ModelOptions source = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nAlgorithm (default: item-knn):%n", order = 2)
    private AlgorithmOptions algorithm = new AlgorithmOptions();

    @ArgGroup(validate = false, heading = "%nLists:%n", order = 3)
    private Wanted wanted = new Wanted();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 4)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** What lists, for whom, and where they go. */
    static final class Wanted {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description =
                        "Where the lists go; .gz packs them; a file that is there is replaced"
                                + " (default: stdout).")
        @Nullable Path output;

        @Option(
                names = "--users-file",
                paramLabel = "FILE",
                description = "The only users, one id per line (default: all of the data).")
        @Nullable String usersFile;

        @Option(names = "-n", paramLabel = "N", description = "Length of a list (default: 10).")
        int n = 10;

        @Option(
                names = "--include-seen",
                description = "Items of the history may be recommended again.")
        boolean includeSeen;

        @Option(
                names = "--approximate",
                description =
                        "Ranks only the items that an index finds, which it builds first: worth"
                                + " while from about 200,000 items on. Lists may lack some of the"
                                + " best items. For models with item vectors: ials, bpr.")
        boolean approximate;
    }

    @Override
    public Integer call() throws IOException {
        UsageException.check(() -> Checks.positive("-n", wanted.n));
        OutputFormat format = common.format(OutputFormat.CSV);
        if (format == OutputFormat.TABLE) {
            throw new UsageException("batch writes --format csv or json, but no table");
        }
        if (wanted.output != null) {
            OutputFile.check("--output", wanted.output, sources());
        }
        FitContext context = common.context(Progress.SILENT);
        List<String> chosen = wanted.usersFile == null ? null : IdFiles.read(wanted.usersFile);
        var reader = new DataReader(common, dataOptions);
        Bundle bundle = source.load(common, reader, algorithm, DEFAULT_ALGORITHM, null);
        List<String> users = chosen == null ? ids(bundle.data().users()) : chosen;
        UnknownIds.tell(
                common, users, bundle.data().users(), "user", ": the list holds what is popular");
        boolean likesOnly = dataOptions.likesFrom != null && !wanted.includeSeen;
        Map<String, Set<String>> known = likesOnly ? reader.known(new HashSet<>(users)) : Map.of();
        try (ProgressDisplay progress = common.progress()) {
            ItemIndex index =
                    wanted.approximate
                            ? index(bundle.model(), context.withProgress(progress))
                            : null;
            var maker = new ListMaker(bundle.model(), bundle.popular(context), index);
            var lists =
                    new BatchLists(
                            maker,
                            users.size(),
                            at -> query(bundle, users.get(at), known),
                            format,
                            context.withProgress(progress));
            write(lists::write);
        }
        return reader.exitCode();
    }

    private static ItemIndex index(Model model, FitContext context) {
        if (!(model instanceof FactorModel factors)) {
            throw new UsageException(
                    "--approximate: %s has no item vectors to index; ials and bpr have"
                            .formatted(model.info().algorithm()));
        }
        ItemIndexProvider provider = ItemIndexProvider.find();
        if (provider == null) {
            throw new UsageException("--approximate needs kindred-ann on the class path");
        }
        return provider.build(factors.itemVectors(), context);
    }

    private List<String> sources() {
        return Stream.of(
                        source.model,
                        source.data,
                        wanted.usersFile,
                        dataOptions.items,
                        dataOptions.users)
                .filter(Objects::nonNull)
                .toList();
    }

    private void write(OutputFile.Content content) throws IOException {
        Writer out = common.terminal().out();
        if (wanted.output == null) {
            content.write(out);
        } else {
            OutputFile.write(wanted.output, content);
        }
    }

    private Query query(Bundle bundle, String user, Map<String, Set<String>> known) {
        Set<String> exclude = known.getOrDefault(user, Set.of());
        return new Query(user, bundle.history(user), exclude, null, wanted.includeSeen, wanted.n);
    }

    private static List<String> ids(IdIndex users) {
        return IntStream.range(0, users.size()).mapToObj(users::id).toList();
    }
}
