package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import org.junit.jupiter.api.Test;

class RandomOrderTest extends AlgorithmContract {
    private static final Dataset DATA = Datasets.twoTastes(40);

    @Override
    protected Algorithm<?> algorithm() {
        return new RandomOrder(new RandomOrderConfig());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    private float[] list(long seed, int... history) {
        return scores(algorithm().fit(DATA, new FitContext(seed, 1)), History.of(history));
    }

    @Test
    void sameHistoryAndSeedGiveTheSameList() {
        assertThat(list(1, 3, 5)).isEqualTo(list(1, 3, 5));
        assertThat(list(1, 3, 5)).isNotEqualTo(list(2, 3, 5));
        assertThat(list(1, 3, 5)).isNotEqualTo(list(1, 3, 5, 7));
        assertThat(list(1, 3, 5)).isNotEqualTo(list(1, 5, 3));
        assertThat(list(1)).isNotEqualTo(list(1, 0));
    }

    @Test
    void scoresAreUniform() {
        int[] counts = new int[10];
        double sum = 0;
        for (int history = 0; history < 250; history++) {
            for (float score : list(history % 5, history)) {
                assertThat(score).isBetween(0f, 0.99999994f);
                counts[(int) (score * 10)]++;
                sum += score;
            }
        }
        // 10,000 uniform numbers: standard deviation of a tenth's count 30, of the mean 0.0029
        assertThat(sum / 10_000).isCloseTo(0.5, within(0.015));
        for (int count : counts) {
            assertThat(count).isBetween(850, 1150);
        }
    }
}
