package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.coldstart.Exploration.Trials;
import dev.kindred.coldstart.ThompsonDraw.Drawn;
import dev.kindred.internal.Beta;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThompsonDrawTest {
    private static final int ROUNDS = 40_000;

    private static BitSet rows(int... rows) {
        var set = new BitSet();
        Arrays.stream(rows).forEach(set::set);
        return set;
    }

    @Test
    void itemsWithTheSameCountsHaveTheSameChance() {
        var draw = new ThompsonDraw(new Trials(new double[8], new double[8]));
        var random = new SplittableRandom(1);
        int[] drawn = new int[8];
        for (int round = 0; round < ROUNDS; round++) {
            Drawn first = draw.draw(rows(1, 3, 5, 7), 1, random).get(0);
            assertThat(first.probability()).isCloseTo(1 / 4.0, within(1e-12));
            drawn[first.row()]++;
        }
        // standard deviation: sqrt(40,000 x 1/4 x 3/4) = 87
        assertThat(drawn[1]).isCloseTo(ROUNDS / 4, within(400));
        assertThat(drawn[7]).isCloseTo(ROUNDS / 4, within(400));
        assertThat(drawn[0]).isZero();
    }

    @Test
    void theProbabilitiesAreThoseOfTheHighestOfRandomShares() {
        double[] trials = {40, 40, 5, 0, 0};
        double[] liked = {20, 4, 1, 0, 0};
        double usual = (1 + 25) / (2 + 85.0);
        var random = new SplittableRandom(2);
        int[] highest = new int[5];
        for (int round = 0; round < ROUNDS; round++) {
            int best = 0;
            double most = -1;
            for (int item = 0; item < 5; item++) {
                double a = 20 * usual + liked[item];
                double b = 20 * (1 - usual) + trials[item] - liked[item];
                double share = Beta.sample(a, b, random);
                best = share > most ? item : best;
                most = Math.max(most, share);
            }
            highest[best]++;
        }
        var draw = new ThompsonDraw(new Trials(trials, liked));
        double[] told = new double[5];
        for (int round = 0; round < 5000; round++) {
            for (Drawn one : draw.draw(rows(0, 1, 2, 3, 4), 1, random)) {
                told[one.row()] = one.probability();
            }
        }
        for (int item : new int[] {0, 2, 3, 4}) {
            assertThat(told[item])
                    .as("item %d", item)
                    .isCloseTo((double) highest[item] / ROUNDS, within(.01));
        }
        assertThat(highest[1]).as("4 of 40").isLessThan(ROUNDS / 100);
    }

    @Test
    void laterDrawsAreAmongTheRestAndNoneComesTwice() {
        var draw = new ThompsonDraw(new Trials(new double[3], new double[3]));
        var drawn = draw.draw(rows(0, 1, 2), 9, new SplittableRandom(3));
        assertThat(drawn).extracting(Drawn::row).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(drawn.get(1).probability()).isCloseTo(1 / 2.0, within(1e-12));
        assertThat(drawn.get(2).probability()).isEqualTo(1);
        assertThat(draw.draw(new BitSet(), 2, new SplittableRandom(3))).isEmpty();
    }

    @Test
    void aHundredThousandItemsOfExtremeCountsGiveFiniteProbabilities() {
        int items = 100_000;
        double[] trials = new double[items];
        double[] liked = new double[items];
        for (int item = 0; item < items; item++) {
            trials[item] = item % 7 * 1000;
            liked[item] = item % 7 == 6 ? 99_000 : 0; // more than trials
        }
        var draw = new ThompsonDraw(new Trials(trials, liked));
        var all = new BitSet();
        all.set(0, items);
        for (Drawn one : draw.draw(all, 5, new SplittableRandom(4))) {
            assertThat(one.probability()).isPositive().isLessThanOrEqualTo(1);
            assertThat(one.row() % 7).isEqualTo(6);
        }
    }
}
