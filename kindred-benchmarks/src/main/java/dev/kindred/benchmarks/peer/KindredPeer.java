package dev.kindred.benchmarks.peer;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Kindred as a peer. Arguments: training file, test file, algorithm, then its settings as {@code
 * name=value}.
 */
public final class KindredPeer implements Peer {
    static final int LIST = 100;

    private final Dataset train;
    private final InteractionLog test;
    private final String algorithm;
    private final Map<String, String> settings = new HashMap<>();
    private final FitContext context =
            new FitContext(42, Runtime.getRuntime().availableProcessors());
    private Model model;

    KindredPeer(String... arguments) {
        train = new DatasetBuilder().build(read(arguments[0]));
        test = read(arguments[1]);
        algorithm = arguments[2];
        for (int k = 3; k < arguments.length; k++) {
            String[] parts = arguments[k].split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        model = Algorithms.create("random", null, Map.of()).fit(train, context);
    }

    /** The peer's process. */
    public static void main(String[] arguments) throws Exception {
        PeerLoop.serve(() -> new KindredPeer(arguments));
    }

    private static InteractionLog read(String file) {
        return InteractionFiles.read(file, ReadOptions.defaults()).log();
    }

    @Override
    public void run(String task) {
        if (task.equals("lists")) {
            lists(LIST);
        } else {
            model = Algorithms.create(algorithm, null, settings).fit(train, context);
        }
    }

    private RankedItems[] lists(int n) {
        Recommender recommender = Recommender.of(model);
        var lists = new RankedItems[train.users().size()];
        context.forEachRow(
                lists.length,
                user ->
                        lists[user] =
                                recommender.recommend(
                                        new Query(
                                                train.users().id(user),
                                                train.history(user),
                                                Set.of(),
                                                n)));
        return lists;
    }

    @Override
    public void write(Path answers) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(answers))) {
            if (model instanceof RatingModel ratings) {
                predictions(ratings, out);
            } else {
                RankedItems[] lists = lists(20);
                for (int user = 0; user < lists.length; user++) {
                    out.println(train.users().id(user) + "," + String.join(",", lists[user].ids()));
                }
            }
        }
    }

    private void predictions(RatingModel ratings, PrintWriter out) {
        for (Interaction pair : test) {
            int user = train.users().row(pair.user());
            int item = train.items().row(pair.item());
            if (user != IdIndex.ABSENT && item != IdIndex.ABSENT) {
                double value = ratings.predict(train.history(user), item);
                out.println(pair.user() + "," + pair.item() + "," + value);
            }
        }
    }
}
