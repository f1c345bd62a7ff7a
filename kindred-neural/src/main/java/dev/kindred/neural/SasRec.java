package dev.kindred.neural;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;

/**
 * Self-attentive sequential recommendation: predicts the next item from the order of a history.
 *
 * <pre>
 * x_t  = sqrt(d) e(item_t) + place(items behind t)               for the last maxLength liked items
 * x_t += mix(sum over s at most t of softmax_s(q_t.k_s / sqrt(d / heads)) v_s)    q, k, v of norm(x)
 * x_t += second(relu(first(norm(x_t))))                          both lines in each block
 * score of item i behind place t = e(i) . norm(x_t)
 * </pre>
 *
 * <p>Every place of every training sequence is to name the item behind it: the loss is the
 * cross-entropy of a softmax over all items, or, with {@code negatives} above 0, over the next item
 * and that many random ones, shared by a step and counted as often as they stand for others.
 * Histories longer than {@code maxLength} are cut into several sequences.
 *
 * <p>Cost per epoch: time O(interactions (blocks (d^2 + maxLength d) + d items)), with {@code
 * negatives} in place of items; memory of a step O(batchSize maxLength (items + blocks d)). Same
 * seed, same model, on one machine.
 *
 * <p>Source: W.-C. Kang, J. McAuley, "Self-Attentive Sequential Recommendation", ICDM 2018; A.
 * Klenitskiy, A. Vasilev, "Turning Dross Into Gold Loss", RecSys 2023. Differs from the first in
 * the loss, in normalising what goes into a layer only, and in the whole history being trained on.
 */
public final class SasRec implements Algorithm<SasRecModel> {
    /** The algorithm's name. */
    public static final String NAME = "sasrec";

    private final SasRecConfig config;

    public SasRec(SasRecConfig config) {
        this.config = config;
    }

    @Override
    public SasRecModel fit(Dataset data, FitContext context) {
        try (var training = new SasRecTraining(config, data, context)) {
            return training.run();
        }
    }
}
