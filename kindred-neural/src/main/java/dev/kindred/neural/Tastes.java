package dev.kindred.neural;

import dev.kindred.data.History;
import dev.kindred.io.Tensors;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What a user likes, as an embedding: the trained one, or one fitted to the history.
 *
 * <p>For lists, the {@value #EVENTS} newest liked items should score high, and a fixed sample of
 * items, those of the history left out, low, with the weight of {@code negatives} items per liked
 * one. Immutable and thread-safe.
 */
final class Tastes {
    /** Events of a history that are looked at. */
    static final int EVENTS = 384;

    private final NcfNetwork network;
    private final Taste taste;
    private final float[] trained; // rows of users; none if all are fitted
    private final int[] sample;
    private final NcfNetwork.Items sampled;
    private final double negatives;

    /**
     * @param trained embeddings of the users of the training data, or none to fit all users
     * @param sample items that stand for what a user does not like
     * @param negatives their weight, per liked item
     */
    Tastes(NcfNetwork network, Taste taste, float[] trained, int[] sample, double negatives) {
        this.network = network;
        this.taste = taste;
        this.trained = trained;
        this.sample = sample;
        this.sampled = network.items(sample);
        this.negatives = negatives;
    }

    static Tastes load(NcfNetwork network, Taste taste, Tensors in) {
        return new Tastes(
                network,
                taste,
                in.floats("model.users.trained"),
                in.ints("model.users.sample"),
                in.doubles("model.users.negatives")[0]);
    }

    void save(Tensors out) {
        taste.save(out);
        NcfWeights.putRows(out, "model.users.trained", trained, network.userWidth());
        out.put("model.users.sample", sample);
        out.put("model.users.negatives", new double[] {negatives});
    }

    /** The trained embedding of a user, or null if the user has none. */
    float[] trained(int user) {
        int width = network.userWidth();
        return user < 0 || user >= trained.length / width
                ? null
                : Arrays.copyOfRange(trained, user * width, (user + 1) * width);
    }

    /** The embedding of who likes the items of a history that have a value above 0. */
    float[] likes(History history) {
        float[] known = trained(history.user());
        if (known != null) {
            return known;
        }
        int[] liked = newest(history.positive());
        float[] targets = new float[liked.length + sample.length];
        float[] weights = new float[targets.length];
        Arrays.fill(targets, 0, liked.length, 1);
        Arrays.fill(weights, 0, liked.length, 1);
        var seen = new BitSet();
        for (int item : history.items()) {
            seen.set(item);
        }
        int unseen = 0;
        for (int k = 0; k < sample.length; k++) {
            boolean counts = !seen.get(sample[k]);
            weights[liked.length + k] = counts ? 1 : 0;
            unseen += counts ? 1 : 0;
        }
        float weight = (float) (negatives * liked.length / Math.max(1, unseen));
        for (int k = liked.length; k < weights.length; k++) {
            weights[k] *= weight;
        }
        NcfNetwork.Items items = network.join(network.items(liked), sampled);
        return taste.fit(new Taste.Evidence(items, targets, weights));
    }

    /** The embedding of who would need the given outputs for the items of a history. */
    float[] ratings(int[] items, float[] targets, float weight) {
        float[] weights = new float[items.length];
        Arrays.fill(weights, weight);
        return items.length == 0
                ? taste.average()
                : taste.fit(new Taste.Evidence(network.items(items), targets, weights));
    }

    private static int[] newest(History history) {
        int[] items = history.items();
        return items.length <= EVENTS
                ? items
                : Arrays.copyOfRange(items, items.length - EVENTS, items.length);
    }
}
