package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * Makes models of {@link Ials} from factors that were trained elsewhere, such as on many machines.
 */
public final class IalsParts {
    private IalsParts() {}

    /**
     * The weight of pairs that were not observed: the configured one, or what 0 stands for.
     *
     * @param likes how many interactions have a value above 0
     */
    public static double unobservedWeight(IalsConfig config, long users, long items, long likes) {
        double cells = (double) users * items;
        return config.unobservedWeight() > 0 || cells == 0
                ? config.unobservedWeight()
                : Math.min(1, Ials.AUTO_WEIGHT * likes / cells);
    }

    /**
     * A model of item factors: users are solved from their histories, as always.
     *
     * @param itemFactors {@code factors} numbers per item, item after item, which must minimise
     *     about the same as {@link Ials} does; changed by this call
     * @param unobservedWeight as of {@link #unobservedWeight}
     */
    public static IalsModel model(
            ModelInfo info,
            IdIndex items,
            IalsConfig config,
            double unobservedWeight,
            float[] itemFactors,
            FitContext context) {
        for (float factor : itemFactors) {
            Checks.finite("item factor", factor);
        }
        var factors = new Factors(items.size(), config.factors(), itemFactors);
        double[] spectrum = factors.alignWith(new Factors(0, config.factors()), context);
        var pull =
                new IalsPull(
                        config.regularization(),
                        config.regularizationExponent(),
                        unobservedWeight,
                        config.alpha());
        return new IalsModel(
                info, items, new LikesFoldIn(factors, new float[0], spectrum, 1, pull));
    }
}
