package dev.kindred.benchmarks.peer.librec;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.PeerLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import net.librec.common.LibrecException;
import net.librec.conf.Configuration;
import net.librec.data.model.TextDataModel;
import net.librec.recommender.RecommenderContext;
import net.librec.recommender.cf.rating.BiasedMFRecommender;

/**
 * LibRec's biased matrix factorisation, which trains on one thread. Arguments: training file, test
 * file (user, item, rating, separated by commas; both in one folder), factors, epochs, learning
 * rate, regularisation.
 */
public final class LibrecPeer implements Peer {
    private final Configuration settings = new Configuration();
    private final Path test;
    private final RecommenderContext context;
    private Trained trained = new Trained();

    LibrecPeer(String[] arguments) throws LibrecException {
        Path train = Path.of(arguments[0]);
        test = Path.of(arguments[1]);
        settings.set("dfs.data.dir", train.getParent().toString());
        settings.set("data.input.path", train.getFileName().toString());
        settings.set("data.testset.path", test.getFileName().toString());
        settings.set("data.column.format", "UIR");
        settings.set("data.model.splitter", "testset");
        settings.set("rec.recommender.isranking", "false");
        settings.set("rec.eval.enable", "false");
        settings.set("rec.recommender.verbose", "false");
        settings.set("rec.recommender.earlystop", "false");
        settings.set("rec.learnrate.bolddriver", "false");
        settings.set("rec.learnrate.decay", "1.0");
        settings.set("rec.factor.number", arguments[2]);
        settings.set("rec.iterator.maximum", arguments[3]);
        settings.set("rec.iterator.learnrate", arguments[4]);
        settings.set("rec.iterator.learnrate.maximum", arguments[4]);
        settings.set("rec.user.regularization", arguments[5]);
        settings.set("rec.item.regularization", arguments[5]);
        settings.set("rec.bias.regularization", arguments[5]);
        var data = new TextDataModel(settings);
        data.buildDataModel();
        context = new RecommenderContext(settings, data);
    }

    /** The peer's process. */
    public static void main(String[] arguments) throws Exception {
        PeerLoop.serve(() -> new LibrecPeer(arguments));
    }

    @Override
    public void run(String task) throws LibrecException {
        trained = new Trained();
        trained.train(context);
    }

    @Override
    public void write(Path answers) throws IOException, LibrecException {
        try (var out = new PrintWriter(Files.newBufferedWriter(answers))) {
            for (String pair : Files.readAllLines(test)) {
                String[] fields = pair.split(",");
                Integer user = trained.userMappingData.get(fields[0]);
                Integer item = trained.itemMappingData.get(fields[1]);
                if (user != null && item != null && trained.knows(user, item)) {
                    out.println(fields[0] + "," + fields[1] + "," + trained.value(user, item));
                }
            }
        }
    }

    /** Opens training alone, so that LibRec's own prediction of the test set is not timed. */
    private static final class Trained extends BiasedMFRecommender {
        void train(RecommenderContext withData) throws LibrecException {
            setContext(withData);
            setup();
            trainModel();
        }

        /** Rows of users and items that only the test file has lie beyond the factors. */
        boolean knows(int user, int item) {
            return user < userFactors.numRows() && item < itemFactors.numRows();
        }

        double value(int user, int item) throws LibrecException {
            return predict(user, item);
        }
    }
}
