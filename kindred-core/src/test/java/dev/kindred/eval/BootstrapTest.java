package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.eval.Report.Interval;
import dev.kindred.model.FitContext;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final UserMetric RECALL = (UserMetric) Metrics.of("recall@10");
    private static final UserMetric RMSE = (UserMetric) Metrics.of("rmse");

    /** Values of users whose recall is the given share (hundredths) of 100 targets. */
    private static UserValues recalls(double... shares) {
        var values = new UserValues(RECALL, shares.length);
        for (int user = 0; user < shares.length; user++) {
            int hits = (int) Math.round(shares[user] * 10);
            int[] list = IntStream.range(0, hits).toArray();
            values.measure(
                    user, Outcome.ofList(Lists.wants(IntStream.range(0, 10).toArray()), list));
        }
        return values;
    }

    private static Bootstrap.Fold fold(String prefix, UserValues values) {
        return new Bootstrap.Fold(
                IntStream.range(0, values.size()).mapToObj(user -> prefix + user).toList(),
                Map.of("m", values));
    }

    private static Interval interval(List<Bootstrap.Fold> folds, int resamples) {
        return Bootstrap.intervals(folds, .95, resamples, new FitContext(3, 2)).get("m");
    }

    @Test
    void agreesWithTheNormalApproximationForManyUsers() {
        double[] shares =
                new SplittableRandom(5).doubles(2000).map(x -> Math.round(x * 10) / 10.).toArray();
        UserValues values = recalls(shares);
        double mean = values.result();
        double squares = 0;
        for (double value : values.values()) {
            squares += (value - mean) * (value - mean);
        }
        double margin = 1.96 * Math.sqrt(squares) / values.size();
        Interval interval = interval(List.of(fold("u", values)), 4000);
        assertThat(interval.low()).isCloseTo(mean - margin, within(margin * .1));
        assertThat(interval.high()).isCloseTo(mean + margin, within(margin * .1));
    }

    @Test
    void twoUsersHaveThreePossibleMeans() {
        // draws: both 0 (1/4), one each (1/2), both 1 (1/4): the 2.5 % and 97.5 % points are 0, 1
        assertThat(interval(List.of(fold("u", recalls(0, 1))), 500)).isEqualTo(new Interval(0, 1));
        assertThat(interval(List.of(fold("u", recalls(.5, .5))), 500))
                .isEqualTo(new Interval(.5, .5));
    }

    @Test
    void isTheSameForAnyNumberOfThreads() {
        List<Bootstrap.Fold> folds = List.of(fold("u", recalls(.1, .4, .9, .2, .7)));
        assertThat(Bootstrap.intervals(folds, .9, 300, new FitContext(3, 1)))
                .isEqualTo(Bootstrap.intervals(folds, .9, 300, new FitContext(3, 4)));
    }

    @Test
    void pooledMetricsAreWeightedAndFinished() {
        // one user with 3 pairs of error 1, one with 1 pair of error 3: rmse^2 = (3 + 9) / 4
        var values = new UserValues(RMSE, 2);
        values.measure(
                0, Outcome.ofPredictions(Lists.rated(new int[] {1, 2, 3}, 1, 1, 1), 2, 2, 2));
        values.measure(1, Outcome.ofPredictions(Lists.rated(new int[] {1}, 1), 4));
        assertThat(values.result()).isCloseTo(Math.sqrt(3), within(1e-12));
        Interval interval = interval(List.of(fold("u", values)), 500);
        assertThat(interval.low()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(3);
    }

    @Test
    void aUserIsDrawnWithAllItsFolds() {
        // Drawn alone, the folds' opposite values would spread; drawn together, the mean is .5.
        List<Bootstrap.Fold> same = List.of(fold("u", recalls(0, 1)), fold("u", recalls(1, 0)));
        assertThat(interval(same, 500)).isEqualTo(new Interval(.5, .5));
        List<Bootstrap.Fold> others = List.of(fold("u", recalls(0, 1)), fold("v", recalls(1, 0)));
        assertThat(interval(others, 500).low()).isLessThan(.5);
    }

    @Test
    void quantilesAreInterpolated() {
        double[] sorted = {1, 2, 4};
        assertThat(Bootstrap.quantile(sorted, 0)).isEqualTo(1);
        assertThat(Bootstrap.quantile(sorted, .25)).isEqualTo(1.5); // position .5
        assertThat(Bootstrap.quantile(sorted, .75)).isEqualTo(3); // position 1.5
        assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(4);
    }
}
