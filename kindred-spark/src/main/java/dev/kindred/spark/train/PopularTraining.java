package dev.kindred.spark.train;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.data.Interaction;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.UserHistory;
import java.util.Arrays;

/** {@code popular}. */
final class PopularTraining implements Training {
    private static final double MILLIS_PER_DAY = 86_400_000.0;

    @Override
    public Model train(PreparedData data, Record settings, TrainContext context) {
        double halfLife = ((PopularConfig) settings).halfLife();
        long latest = halfLife > 0 ? latestTime(data) : Interaction.NO_TIME;
        boolean decays = latest != Interaction.NO_TIME;
        double[] popularity =
                ItemSums.of(
                        data.histories(),
                        data.items().size(),
                        (history, sums) -> {
                            for (int k = 0; k < history.getItems().length; k++) {
                                if (history.getValues()[k] > 0) {
                                    sums[history.getItems()[k]] +=
                                            decays
                                                    ? decayed(
                                                            history.getTimes()[k], latest, halfLife)
                                                    : 1;
                                }
                            }
                        });
        return Algorithms.provider(Popular.NAME)
                .load(
                        context.info(Popular.NAME, settings, data),
                        data.items(),
                        new Tensors().put("model.popularity", popularity));
    }

    private static long latestTime(PreparedData data) {
        return data.histories()
                .map(UserHistory::getTimes)
                .map(times -> Arrays.stream(times).max().orElse(Interaction.NO_TIME))
                .fold(Interaction.NO_TIME, Math::max);
    }

    private static double decayed(long time, long latest, double halfLife) {
        if (time == Interaction.NO_TIME) {
            return 0;
        }
        return StrictMath.pow(2, -((latest - time) / MILLIS_PER_DAY) / halfLife);
    }
}
