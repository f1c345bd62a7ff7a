package dev.kindred.blend;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several models that score as one.
 *
 * <p>Method weighted: {@code score(i) = sum over parts p of w_p norm_p(i)}, with the scores of each
 * part normalised for each user ({@link Normalization}) and the weights summing up to 1. Learned
 * weights are those with the best nDCG@{@code depth} on splits of the training data (up to three,
 * until there are 10,000 lists): the parts are trained on the rest, their normalised scores are
 * kept for each validation user's best items, and weights are sought from the best single part on,
 * in steps towards each part, as long as they improve. A single part (weight 1, all others 0) is
 * among them, and is taken unless the blend is better beyond doubt (by 2 standard errors of the
 * paired difference), so that a blend is never worse than its best part on the splits. Then the
 * parts are trained on all the data; those with weight 0 are left out.
 *
 * <p>The other methods ({@link Method}) know no weights: switching takes the scores of one part as
 * they are (where it has no opinion at all, those of the nearest part that has one), cascade and
 * mixed make scores that say the place in the list alone.
 *
 * <p>Cost: the sum over the parts, two to four times where weights are learned, and O(10,000 users
 * x parts x items) for learning; scoring adds O(parts x items), times log items for rank, rrf,
 * cascade, mixed and {@code candidates}.
 *
 * <p>Edge cases: an item gets no opinion where no part has one; a part that has no opinion on any
 * unseen item adds nothing; where the split leaves nobody to learn from, each user's last event is
 * held back, and where that leaves nobody either, all parts weigh the same.
 *
 * <p>Source: R. Burke, "Hybrid Recommender Systems: Survey and Experiments", UMUAI 2002 (the
 * methods); G. Cormack, C. Clarke, S. Buettcher, "Reciprocal Rank Fusion", SIGIR 2009. Differs in
 * the learning, and in leaving the user's own items out of all norms.
 */
public final class Hybrid implements Algorithm<HybridModel> {
    /** The algorithm's name. */
    public static final String NAME = "hybrid";

    private final HybridConfig config;

    public Hybrid(HybridConfig config) {
        this.config = config;
    }

    @Override
    public HybridModel fit(Dataset data, FitContext context) {
        List<Part> parts = config.partList();
        double[] weights = weights(parts, data, context);
        List<Model> models = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        for (int part = 0; part < weights.length; part++) {
            if (weights[part] > 0) {
                models.add(parts.get(part).create().fit(data, context));
                kept.add(weights[part]);
            }
        }
        return new HybridModel(
                ModelInfo.of(NAME, config, data, context),
                data.items(),
                config,
                models,
                kept.stream().mapToDouble(weight -> weight).toArray());
    }

    private double[] weights(List<Part> parts, Dataset data, FitContext context) {
        double[] weights = config.givenWeights();
        if (config.method() != Method.WEIGHTED) {
            Arrays.fill(weights, 1); // each part has its place, whatever the weights
        } else if (config.weights().equals(HybridConfig.LEARNED) && parts.size() > 1) {
            weights = new Learning(config, parts, data, context).weights();
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
