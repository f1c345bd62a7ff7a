package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelFile;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendingTest extends AlgorithmContract {
    private static final long DAY = 86_400_000;
    private static final Offset<Float> EXACT = within(1e-6f);

    @Override
    protected Algorithm<?> algorithm() {
        return new Trending(TrendingConfig.builder().build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    /** Events "item@day", each by a user of its own. */
    private static Dataset events(String... events) {
        var log = new InteractionLog();
        for (String event : events) {
            String[] parts = event.split("@");
            log.add("u" + log.size(), parts[0], "view", 1, Long.parseLong(parts[1]) * DAY);
        }
        return new DatasetBuilder().build(log);
    }

    private static float[] fit(Dataset data, double halfLife, double pastHalfLife) {
        var config = TrendingConfig.builder().halfLife(halfLife).pastHalfLife(pastHalfLife).build();
        return scores(new Trending(config).fit(data, new FitContext(1, 1)), History.EMPTY);
    }

    @Test
    void itemsWithoutAnOpinionAreWithoutInTheFileToo(@TempDir Path folder) throws IOException {
        Dataset data = Datasets.of("u x 1 v y 1"); // no times
        Path file = folder.resolve("model");
        ModelFile.write(file, algorithm().fit(data, new FitContext(1, 1)), data);
        assertThat(scores(ModelFile.read(file).model(), History.EMPTY)).containsOnly(Float.NaN);
    }

    @Test
    void moreRecentInteractionsThanThePastExplainsCountInStandardDeviations() {
        // half-life 1 day, 1000 days apart, past as good as undecayed: x 4 recent, 5 old;
        // y 1 recent, 5 old. S = Q = 5, P = 10, e = 2.5: +-1.5 / sqrt(2.5 + 1) = +-0.8018
        float[] scores =
                fit(
                        events(
                                "x@0", "x@0", "x@0", "x@0", "x@0", "y@0", "y@0", "y@0", "y@0",
                                "y@0", "x@1000", "x@1000", "x@1000", "x@1000", "y@1000"),
                        1,
                        1e9);
        assertThat(scores[0]).isCloseTo((float) (1.5 / Math.sqrt(3.5)), within(1e-4f));
        assertThat(scores[1]).isCloseTo((float) (-1.5 / Math.sqrt(3.5)), within(1e-4f));
    }

    @Test
    void weightsDecayWithAge() {
        // half-life 1, past 2. x: ages 0, 1; y: age 1.
        // x: s = 1 + 1/2, p = 0 + 1/2 sqrt(1/2); y: s = 1/2, p = 1/2 sqrt(1/2)
        // S = 2, Q = 1 + 1/4 + 1/4 = 1.5, e = 1 each, variance 0.75: +-0.5 / sqrt(1.75)
        float[] scores = fit(events("x@1", "x@0", "y@0"), 1, 2);
        assertThat(scores[0]).isCloseTo((float) (0.5 / Math.sqrt(1.75)), EXACT);
        assertThat(scores[1]).isCloseTo((float) (-0.5 / Math.sqrt(1.75)), EXACT);
    }

    @Test
    void whatHasNoPastAtAllIsRankedByItsRecentInteractions() {
        float[] scores = fit(events("x@5", "x@5", "y@5"), 7, 180);
        assertThat(scores).containsExactly(2, 1);
    }

    @Test
    void steadyItemsDoNotTrendWhateverTheirSize() {
        var log = new InteractionLog();
        for (int day = 0; day < 100; day++) {
            for (int n = 0; n < 20; n++) {
                log.add("u" + log.size(), n == 0 ? "small" : "big", "view", 1, day * DAY);
            }
        }
        assertThat(fit(new DatasetBuilder().build(log), 5, 50)[0]).isCloseTo(0, within(1e-5f));
        log.add("late", "small", "view", 1, 99 * DAY);
        float[] scores = fit(new DatasetBuilder().build(log), 5, 50);
        assertThat(scores[0]).isGreaterThan(scores[1]);
    }

    @Test
    void withoutTimesNothingTrends() {
        float[] scores = fit(Datasets.of("a x 1 b x 1 b y 1"), 7, 180);
        assertThat(scores).containsOnly(Float.NaN);
    }

    @Test
    void dislikesDoNotCount() {
        var log = new InteractionLog();
        log.add("a", "x", "like", 1, DAY);
        log.add("b", "y", "like", -1, DAY);
        assertThat(fit(new DatasetBuilder().build(log), 7, 180)).containsExactly(1, Float.NaN);
    }
}
