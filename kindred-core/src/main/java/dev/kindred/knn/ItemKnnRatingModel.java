package dev.kindred.knn;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Item-based nearest neighbours that predict ratings: the rating form of {@link ItemKnn}, which
 * holds how similar items are, and what is subtracted from their ratings. Immutable and
 * thread-safe.
 *
 * <p>With {@code c_ui} what {@link Center} subtracts from u's rating of i, {@code x_ui = r_ui -
 * c_ui} and {@code s_ij} the {@link Similarity} of the columns of x,
 *
 * <pre>{@code prediction(u, i) = c_ui + sum_j s_ij x_uj / sum_j |s_ij|}</pre>
 *
 * over the {@code neighbours} items j most similar to i among those of the history, i itself left
 * out ({@code choose} rated; similarity 0 is none). Without such an item there is no prediction,
 * except with center baseline, where it is {@code c_ui}.
 *
 * <p>With {@code choose} all it is the textbook's sum instead: each item j of the history speaks
 * for the {@code neighbours} items most similar to it, {@code c_ui + sum_j s_ji x_uj}, divided by
 * {@code sum_j |s_ji|} only where {@code normalize} asks for it.
 *
 * <p>Cost: time O(sum over users of history length squared), for all pairs of items at once; memory
 * O(pairs of similar items), 12 to 24 bytes each, with {@code choose} all O(items x neighbours). A
 * prediction takes O(history log items).
 *
 * <p>Adjusted cosine compares ratings less the mean of their user, whatever the center.
 *
 * <p>Source: B. Sarwar et al., "Item-Based Collaborative Filtering Recommendation Algorithms", WWW
 * 2001. Center mean with cosine is LensKit's item-item; center baseline with co-rated cosine is the
 * neighbourhood of Y. Koren, "Factor in the Neighbors", ACM TKDD 2010.
 */
public final class ItemKnnRatingModel implements RatingModel {
    /** A binary search costs about as much as looking at this many entries one after another. */
    private static final int SEARCH_STEPS = 24;

    private final ModelInfo info;
    private final ItemKnnConfig config;
    private final IdIndex items;
    private final Centering centering;
    private final SparseRows similarities; // row i: the items similar to i
    private final double[] range;

    ItemKnnRatingModel(
            ModelInfo info,
            ItemKnnConfig config,
            IdIndex items,
            Centering centering,
            SparseRows similarities,
            double[] range) {
        Checks.sameLength("similarities", items.size(), similarities.rows());
        Checks.sameLength("item effects", items.size(), centering.biases().itemEffects().length);
        Checks.sameLength("range", 2, range.length);
        this.info = info;
        this.config = config;
        this.items = items;
        this.centering = centering;
        this.similarities = similarities;
        this.range = range;
    }

    static ItemKnnRatingModel load(
            ModelInfo info, ItemKnnConfig config, IdIndex items, Tensors in) {
        SparseRows similarities =
                SparseRows.of(
                        items.size(),
                        in.ints("model.starts"),
                        in.ints("model.neighbours"),
                        in.doubles("model.similarities"));
        Centering centering = Centering.load(config.center(), in);
        return new ItemKnnRatingModel(
                info, config, items, centering, similarities, in.limits("model.range"));
    }

    @Override
    public void save(Tensors out) {
        out.put("model.starts", similarities.startArray());
        out.put("model.neighbours", similarities.columnArray());
        out.put("model.similarities", similarities.values());
        out.put("model.range", range);
        centering.save(out);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public double predict(History history, int item) {
        return predict(new Past(history, false), item);
    }

    @Override
    public void predict(History history, int[] wanted, double[] predictions) {
        var past = new Past(history, wanted.length > 1);
        for (int k = 0; k < wanted.length; k++) {
            predictions[k] = predict(past, wanted[k]);
        }
    }

    private double predict(Past past, int item) {
        double level = centering.level(past.effect, item);
        BestRows heard = heard(past, item);
        if (heard.size() == 0) {
            return centering.stands() ? clipped(level) : Double.NaN;
        }
        return clipped(level + heard.weightedSum() / divisor(heard));
    }

    private double clipped(double prediction) {
        return Math.max(range[0], Math.min(range[1], prediction));
    }

    private double divisor(BestRows heard) {
        boolean plainSum = config.choose() == NeighbourChoice.ALL && !config.normalize();
        return plainSum ? 1 : heard.weights();
    }

    /** A history, prepared for several predictions. */
    private final class Past {
        final History history;
        final double effect;
        final double[] rests; // per event
        final int @Nullable [] events; // per item: its event + 1, or 0

        Past(History history, boolean byItem) {
            this.history = history;
            this.effect = centering.userEffect(history);
            this.rests = new double[history.size()];
            this.events = byItem ? new int[items.size()] : null;
            for (int event = 0; event < rests.length; event++) {
                int item = history.item(event);
                rests[event] = centering.rest(effect, item, history.value(event));
                if (events != null) {
                    events[item] = event + 1;
                }
            }
        }
    }

    /** The items that have a say: best first, or in the order of the events where all have. */
    private BestRows heard(Past past, int item) {
        if (item == IdIndex.ABSENT) {
            return new BestRows(0);
        }
        if (config.choose() == NeighbourChoice.ALL) {
            return heardOfAll(past, item);
        }
        var heard = new BestRows(Math.min(config.neighbours(), past.rests.length));
        int[] events = past.events;
        if (events != null && similarities.size(item) < SEARCH_STEPS * past.rests.length) {
            for (int k = similarities.start(item); k < similarities.end(item); k++) {
                int event = events[similarities.column(k)] - 1;
                if (event >= 0) {
                    heard.offer(similarities.column(k), similarities.value(k), past.rests[event]);
                }
            }
        } else {
            for (int event = 0; event < past.rests.length; event++) {
                int pair = similarities.find(item, past.history.item(event));
                if (pair >= 0) {
                    heard.offer(
                            past.history.item(event), similarities.value(pair), past.rests[event]);
                }
            }
        }
        return heard.sort();
    }

    private BestRows heardOfAll(Past past, int item) {
        var heard = new BestRows(past.rests.length);
        for (int event = 0; event < past.rests.length; event++) {
            int pair = similarities.find(past.history.item(event), item);
            if (pair >= 0) {
                heard.append(past.history.item(event), similarities.value(pair), past.rests[event]);
            }
        }
        return heard;
    }

    /** What each past rating added to the prediction. */
    @Override
    public Explanation explain(History history, int item) {
        BestRows heard = heard(new Past(history, false), item);
        int[] causes = new int[heard.size()];
        double[] contributions = new double[heard.size()];
        double divisor = divisor(heard);
        for (int k = 0; k < causes.length; k++) {
            causes[k] = heard.row(k);
            contributions[k] = heard.similarity(k) * heard.rest(k) / divisor;
        }
        return Explanation.of(causes, contributions);
    }

    @Override
    public void similarItems(int item, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        for (int k = similarities.start(item); k < similarities.end(item); k++) {
            scores[similarities.column(k)] = (float) similarities.value(k);
        }
    }
}
