package dev.kindred.cli;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.FitContext;
import dev.kindred.model.Progress;
import dev.kindred.rank.Query;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        name = "demo",
        header = "A first look: explained lists from bundled data.",
        description = {
            "",
            "Starts the server on the bundled MovieLens data, trained, on this machine only, and"
                    + " prints three things to try. The data stay in the folder ~/.kindred/demo,"
                    + " which may be deleted at any time.",
            "",
            "With --once it starts nothing: it trains item-knn on the likes (4 stars or more) and"
                    + " prints explained lists for three of the users and for somebody new."
        },
        customSynopsis = "kindred demo [--once] [--port N] [--data-dir DIR] [OPTIONS]",
        sortOptions = false,
        footer = {"", "Examples:", "  kindred demo", "  kindred demo --once"})
final class DemoCommand implements Callable<Integer> {
    private static final double LIKED_FROM = 4;
    private static final int LENGTH = 5;
    private static final int SHOWN_LIKES = 4;

    /** People with plain tastes: romance, horror, action. */
    private static final List<String> USERS = List.of("52", "482", "456");

    /** Toy Story, Aladdin, Shrek. */
    private static final List<String> NEWCOMER = List.of("1", "588", "4306");

    @Option(names = "--once", description = "Prints a few lists and ends.")
    private boolean once;

    @ArgGroup(validate = false)
    private ServerOptions server = new ServerOptions();

    @Mixin private CommonOptions common;

    /**
     * A list with what it builds on.
     *
     * @param liked titles, the latest first
     */
    private record Shown(RankedList list, List<String> liked) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder =
                Path.of(System.getProperty("kindred.home", "")).resolve("demo/movielens-small");
        if (once) {
            once(folder);
        } else {
            new DemoServer(folder, common).run(server);
        }
        return 0;
    }

    private void once(Path folder) throws IOException {
        long start = System.nanoTime();
        String ratingsFile = folder.resolve("ratings.csv.gz").toString();
        String moviesFile = folder.resolve("movies.csv.gz").toString();
        InteractionLog ratings = InteractionFiles.read(ratingsFile, ReadOptions.defaults()).log();
        Attributes movies = AttributeFiles.read(moviesFile, ReadOptions.defaults()).attributes();
        Dataset all = new DatasetBuilder().itemAttributes(movies).build(ratings);
        Dataset likes =
                new DatasetBuilder().likesFrom(LIKED_FROM).itemAttributes(movies).build(ratings);
        var options = new AlgorithmOptions();
        options.settings.put("mode", "ranking");
        options.settings.put("weighting", "tf-idf"); // more personal than counts alone
        Bundle bundle = ModelOptions.train(options.choice("item-knn", null), likes, common);
        List<Shown> shown = lists(bundle, all);
        common.note(
                "%s ratings of %s films by %s people; item-knn trained on the %s of %s stars or more (%.1f s in all)"
                        .formatted(
                                Numbers.grouped(ratings.size()),
                                Numbers.grouped(all.items().size()),
                                Numbers.grouped(all.users().size()),
                                Numbers.grouped(likes.size()),
                                (int) LIKED_FROM,
                                (System.nanoTime() - start) / 1e9));
        write(shown);
        tellWhatNext(ratingsFile, moviesFile);
    }

    private List<Shown> lists(Bundle bundle, Dataset all) {
        FitContext context = common.context(Progress.SILENT);
        var titles = new Titles(bundle.data().itemAttributes());
        var maker = new ListMaker(bundle.model(), bundle.popular(context), titles, true);
        var shown = new ArrayList<Shown>();
        for (String user : USERS) {
            var seen = new HashSet<String>();
            History rated = all.history(all.users().row(user));
            for (int k = 0; k < rated.size(); k++) {
                seen.add(all.items().id(rated.item(k)));
            }
            shown.add(shown(bundle, maker, titles, user, bundle.history(user), seen));
        }
        int[] rows = NEWCOMER.stream().mapToInt(bundle.model().items()::row).toArray();
        shown.add(shown(bundle, maker, titles, null, History.of(rows), Set.of()));
        return shown;
    }

    private static Shown shown(
            Bundle bundle,
            ListMaker maker,
            Titles titles,
            @Nullable String user,
            History history,
            Set<String> seen) {
        RankedList list = maker.list(new Query(user, history, seen, LENGTH));
        var liked = new ArrayList<String>();
        for (int k = history.size() - 1; k >= 0 && liked.size() < SHOWN_LIKES; k--) {
            liked.add(titles.titleOrId(bundle.model().items().id(history.item(k))));
        }
        return new Shown(list, liked);
    }

    private void write(List<Shown> lists) throws IOException {
        Terminal terminal = common.terminal();
        switch (common.format()) {
            case JSON -> {
                var json = new ArrayList<Map<String, Object>>();
                for (Shown one : lists) {
                    var map = new LinkedHashMap<String, Object>();
                    map.put("user", RankedList.Absent.NULL);
                    map.put("liked", one.liked());
                    map.putAll(one.list().json());
                    json.add(map);
                }
                Json.write(terminal.out(), json);
            }
            case CSV ->
                    ListOutput.write(
                            terminal,
                            OutputFormat.CSV,
                            lists.stream().map(Shown::list).toList(),
                            true);
            case TABLE -> {
                for (Shown one : lists) {
                    table(terminal, one);
                }
            }
        }
        terminal.flush();
    }

    private static void table(Terminal terminal, Shown one) throws IOException {
        Writer out = terminal.out();
        String who =
                one.list().id() == null
                        ? "Somebody new, who likes "
                        : "User " + one.list().id() + ", who liked ";
        out.write(who + String.join("; ", one.liked()) + "\n");
        var table = new Table("", "");
        for (RankedList.Item item : one.list().items()) {
            table.row(
                    "  " + (item.title() == null ? item.id() : item.title()),
                    String.join(", ", item.genres()));
            table.note(item.why());
        }
        table.write(out, terminal.columns());
        out.write('\n');
    }

    private void tellWhatNext(String ratings, String movies) {
        String data = " --data " + typed(ratings);
        String files = data + " --items " + typed(movies);
        common.note(
                """
                try next
                  %1$s recommend%3$s --user 15 --explain
                  %1$s recommend%3$s --history 260,2571 --explain
                  %1$s evaluate%2$s --split user:0.2 --algorithm popular --algorithm item-knn"""
                        .formatted(command(), data, files));
    }

    private static String command() {
        Path home = Path.of(System.getProperty("kindred.home", "")).toAbsolutePath();
        return home.equals(Path.of("").toAbsolutePath())
                ? "./kindred"
                : typed(home.resolve("kindred").toString());
    }

    /** A path as it is typed in the current folder. */
    private static String typed(String file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = Path.of(file).toAbsolutePath();
        boolean below = here.getNameCount() > 0 && there.startsWith(here);
        String path = below ? here.relativize(there).toString() : file;
        return path.matches("[\\w./-]+") ? path : "'" + path + "'";
    }
}
