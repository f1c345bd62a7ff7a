package dev.kindred.spark.train;

import dev.kindred.baseline.Bias;
import dev.kindred.baseline.BiasConfig;
import dev.kindred.baseline.Effects;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.UserHistory;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** {@code bias}: alternating least squares of two effects, a pass over the data per epoch. */
final class BiasTraining implements Training {
    private static final double NO_EFFECT = Double.POSITIVE_INFINITY;

    @Override
    public Model train(PreparedData data, Record settings, TrainContext context) {
        var config = (BiasConfig) settings;
        Effects effects = config.effects();
        double userDamping = damping(config.userDamping(), config, effects != Effects.ITEM);
        double itemDamping = damping(config.itemDamping(), config, effects != Effects.USER);
        double mean = mean(data);
        double[] itemEffects = new double[data.items().size()];
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            double[] before = epoch == 0 ? null : itemEffects;
            itemEffects = itemEffects(data, mean, before, userDamping, itemDamping);
        }
        double[] range = config.clip() ? range(data) : new double[] {-NO_EFFECT, NO_EFFECT};
        return Algorithms.provider(Bias.NAME)
                .load(
                        context.info(Bias.NAME, settings, data),
                        data.items(),
                        new Tensors()
                                .put(
                                        "model.mean",
                                        new double[] {mean, userDamping, range[0], range[1]})
                                .put("model.itemEffects", itemEffects));
    }

    private static double damping(double own, BiasConfig config, boolean hasEffect) {
        if (!hasEffect || config.effects() == Effects.NONE) {
            return NO_EFFECT;
        }
        return own < 0 ? config.damping() : own;
    }

    private static double mean(PreparedData data) {
        double[] sum =
                ItemSums.of(
                        data.histories(),
                        1,
                        (history, sums) -> {
                            for (double value : history.getValues()) {
                                sums[0] += value;
                            }
                        });
        return sum[0] / data.interactions();
    }

    /**
     * The effects of items, given those of users.
     *
     * @param before the effects that those of users follow from, or null where they are 0
     */
    private static double[] itemEffects(
            PreparedData data,
            double mean,
            double @org.jspecify.annotations.Nullable [] before,
            double userDamping,
            double itemDamping) {
        int items = data.items().size();
        boolean first = before == null;
        Broadcast<double[]> known =
                new JavaSparkContext(data.spark().sparkContext())
                        .broadcast(before == null ? new double[0] : before);
        double[] sums = // effects, then counts
                ItemSums.of(
                        data.histories(),
                        2 * items,
                        (history, out) -> {
                            double user =
                                    first
                                            ? 0
                                            : userEffect(history, mean, known.value(), userDamping);
                            for (int k = 0; k < history.getItems().length; k++) {
                                int item = history.getItems()[k];
                                out[item] += history.getValues()[k] - mean - user;
                                out[items + item]++;
                            }
                        });
        known.destroy();
        double[] effects = new double[items];
        Arrays.setAll(effects, item -> damped(sums[item], sums[items + item], itemDamping));
        return effects;
    }

    private static double userEffect(
            UserHistory history, double mean, double[] itemEffects, double damping) {
        double sum = 0;
        for (int k = 0; k < history.getItems().length; k++) {
            sum += history.getValues()[k] - mean - itemEffects[history.getItems()[k]];
        }
        return damped(sum, history.getItems().length, damping);
    }

    private static double damped(double sum, double count, double damping) {
        return count == 0 ? 0 : sum / (count + damping);
    }

    private static double[] range(PreparedData data) {
        return data.histories()
                .filter(history -> history.getValues().length > 0)
                .map(
                        history ->
                                new double[] {
                                    Arrays.stream(history.getValues()).min().orElseThrow(),
                                    Arrays.stream(history.getValues()).max().orElseThrow()
                                })
                .reduce((a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
    }
}
