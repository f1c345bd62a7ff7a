package dev.kindred.spark.train;

import dev.kindred.baseline.Bias;
import dev.kindred.baseline.Popular;
import dev.kindred.factor.Ials;
import dev.kindred.internal.Suggestion;
import dev.kindred.knn.ItemKnn;
import dev.kindred.linear.Rp3Beta;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains by an algorithm's name. Names, settings and models are core's, and so are the results:
 * neighbours and scores agree with core's but for the last digits; those of {@code ials}, which
 * MLlib trains, in quality.
 */
public final class Trainer {
    private static final Map<String, Training> TRAININGS =
            new TreeMap<>(
                    Map.of(
                            Popular.NAME, new PopularTraining(),
                            Bias.NAME, new BiasTraining(),
                            ContentTraining.NAME, new ContentTraining(),
                            Ials.NAME, new IalsTraining(),
                            ItemKnn.NAME, new ItemKnnTraining(),
                            Rp3Beta.NAME, new Rp3BetaTraining()));

    private Trainer() {}

    /** The names of the algorithms. */
    public static String names() {
        return String.join(", ", TRAININGS.keySet());
    }

    /**
     * Checks a name.
     *
     * @throws IllegalArgumentException if the algorithm is unknown or not for Spark
     */
    public static void check(String algorithm) {
        if (!TRAININGS.containsKey(algorithm)) {
            boolean known = Algorithms.all().stream().anyMatch(one -> one.name().equals(algorithm));
            throw new IllegalArgumentException(
                    "%s \"%s\"%s; there are %s"
                            .formatted(
                                    known ? "there are no Spark jobs for" : "unknown algorithm",
                                    algorithm,
                                    known
                                            ? ", it trains on one machine (kindred train)"
                                            : Suggestion.didYouMean(algorithm, TRAININGS.keySet()),
                                    names()));
        }
    }

    /**
     * Checks a name and settings.
     *
     * @param config of the algorithm's provider, see {@link Algorithms#config}
     * @throws IllegalArgumentException if the algorithm is not for Spark, or a setting is not
     */
    public static void check(String algorithm, Record config) {
        check(algorithm);
        TRAININGS.get(algorithm).check(config);
    }

    /**
     * Trains a model.
     *
     * @param config of the algorithm's provider, see {@link Algorithms#config}
     * @throws IllegalArgumentException if the algorithm is not for Spark, or a setting is not
     */
    public static Model train(
            String algorithm, Record config, PreparedData data, TrainContext context) {
        check(algorithm, config);
        return TRAININGS.get(algorithm).train(data, config, context);
    }
}
