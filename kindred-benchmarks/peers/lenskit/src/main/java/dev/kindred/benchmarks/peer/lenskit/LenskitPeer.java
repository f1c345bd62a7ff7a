package dev.kindred.benchmarks.peer.lenskit;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.PeerLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.grouplens.lenskit.iterative.IterationCount;
import org.lenskit.LenskitConfiguration;
import org.lenskit.LenskitRecommender;
import org.lenskit.api.ItemScorer;
import org.lenskit.api.RecommenderBuildException;
import org.lenskit.api.Result;
import org.lenskit.bias.BiasModel;
import org.lenskit.bias.UserItemBiasModel;
import org.lenskit.data.dao.DataAccessObject;
import org.lenskit.data.dao.file.StaticDataSource;
import org.lenskit.mf.funksvd.FeatureCount;
import org.lenskit.mf.funksvd.FunkSVDItemScorer;

/**
 * LensKit's FunkSVD over user and item biases, which trains on one thread. Arguments: training
 * file, test file (user, item, rating, separated by commas), factors, epochs of each factor.
 * Learning rate and regularisation are LensKit's own. The time includes the biases and LensKit's
 * own snapshot of the ratings, as its build does both.
 */
public final class LenskitPeer implements Peer {
    private final DataAccessObject data;
    private final Path test;
    private final int factors;
    private final int epochs;
    private LenskitRecommender trained;

    LenskitPeer(String[] arguments) throws RecommenderBuildException {
        data = StaticDataSource.csvRatingFile(Path.of(arguments[0])).get();
        test = Path.of(arguments[1]);
        factors = Integer.parseInt(arguments[2]);
        epochs = Integer.parseInt(arguments[3]);
        trained = LenskitRecommender.build(settings(1, 1), data);
    }

    private static LenskitConfiguration settings(int factors, int epochs) {
        var settings = new LenskitConfiguration();
        settings.bind(ItemScorer.class).to(FunkSVDItemScorer.class);
        settings.bind(BiasModel.class).to(UserItemBiasModel.class);
        settings.set(FeatureCount.class).to(factors);
        settings.set(IterationCount.class).to(epochs);
        return settings;
    }

    /** The peer's process. */
    public static void main(String[] arguments) throws Exception {
        PeerLoop.serve(() -> new LenskitPeer(arguments));
    }

    @Override
    public void run(String task) throws RecommenderBuildException {
        trained.close();
        trained = LenskitRecommender.build(settings(factors, epochs), data);
    }

    @Override
    public void write(Path answers) throws IOException {
        ItemScorer scorer = trained.getItemScorer();
        try (var out = new PrintWriter(Files.newBufferedWriter(answers))) {
            for (String pair : Files.readAllLines(test)) {
                String[] fields = pair.split(",");
                Result result = scorer.score(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
                if (result != null) {
                    out.println(fields[0] + "," + fields[1] + "," + result.getScore());
                }
            }
        }
    }
}
