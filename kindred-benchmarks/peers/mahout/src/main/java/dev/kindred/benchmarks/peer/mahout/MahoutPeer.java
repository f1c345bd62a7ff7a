package dev.kindred.benchmarks.peer.mahout;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.PeerLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.mahout.cf.taste.common.NoSuchItemException;
import org.apache.mahout.cf.taste.common.NoSuchUserException;
import org.apache.mahout.cf.taste.common.TasteException;
import org.apache.mahout.cf.taste.impl.model.file.FileDataModel;
import org.apache.mahout.cf.taste.impl.recommender.svd.Factorization;
import org.apache.mahout.cf.taste.impl.recommender.svd.Factorizer;
import org.apache.mahout.cf.taste.impl.recommender.svd.ParallelSGDFactorizer;
import org.apache.mahout.cf.taste.impl.recommender.svd.RatingSGDFactorizer;

/**
 * Mahout's matrix factorisation by SGD. Arguments: training file, test file (user, item, rating,
 * separated by commas), {@code parallel} or {@code plain}, factors, epochs. Learning rate and
 * regularisation are Mahout's own, but for the regularisation that the parallel form asks for: .02.
 */
public final class MahoutPeer implements Peer {
    private static final double REGULARIZATION = 0.02;

    private final FileDataModel data;
    private final Path test;
    private final boolean parallel;
    private final int factors;
    private final int epochs;
    private Factorization trained;

    MahoutPeer(String[] arguments) throws IOException, TasteException {
        data = new FileDataModel(Path.of(arguments[0]).toFile());
        test = Path.of(arguments[1]);
        parallel = arguments[2].equals("parallel");
        factors = Integer.parseInt(arguments[3]);
        epochs = Integer.parseInt(arguments[4]);
        trained = new RatingSGDFactorizer(data, 1, 0).factorize();
    }

    /** The peer's process. */
    public static void main(String[] arguments) throws Exception {
        PeerLoop.serve(() -> new MahoutPeer(arguments));
    }

    @Override
    public void run(String task) throws TasteException {
        Factorizer factorizer =
                parallel
                        ? new ParallelSGDFactorizer(data, factors, REGULARIZATION, epochs)
                        : new RatingSGDFactorizer(data, factors, epochs);
        trained = factorizer.factorize();
    }

    @Override
    public void write(Path answers) throws IOException {
        List<String> pairs = Files.readAllLines(test);
        try (var out = new PrintWriter(Files.newBufferedWriter(answers))) {
            for (String pair : pairs) {
                String[] fields = pair.split(",");
                try {
                    double[] user = trained.getUserFeatures(Long.parseLong(fields[0]));
                    double[] item = trained.getItemFeatures(Long.parseLong(fields[1]));
                    out.println(fields[0] + "," + fields[1] + "," + dot(user, item));
                } catch (NoSuchUserException | NoSuchItemException e) {
                    continue; // cannot be predicted
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
