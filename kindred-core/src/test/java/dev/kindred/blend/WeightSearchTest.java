package dev.kindred.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.blend.Learning.Case;
import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightSearchTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    private static WeightSearch search(List<Case> cases, int parts, int depth) {
        return new WeightSearch(cases, parts, depth, CONTEXT);
    }

    @Test
    void ndcgMatchesHandComputation() {
        // order by the first part: item 2, 0, 1; targets 0 and one that is no candidate
        var user = new Case(new float[][] {{2, 1, 3}}, new boolean[] {true, false, false}, 2);
        // (1 / log2 3) / (1 + 1 / log2 3) = .6309 / 1.6309
        assertThat(search(List.of(user), 1, 3).ndcg(new double[] {1}))
                .isCloseTo(0.6309297536 / 1.6309297536, within(1e-9));
        assertThat(search(List.of(user), 1, 1).ndcg(new double[] {1})).isZero();
    }

    @Test
    void findsTheOneMixThatPutsAllTargetsFirst() {
        // with weights w and 1 - w the target has 1, its rivals 1.2 w and 3 (1 - w): 2/3 < w < 5/6
        List<Case> cases = new ArrayList<>();
        cases.add(
                new Case(
                        new float[][] {{1, 1.2f, 0}, {1, 0, 3}},
                        new boolean[] {true, false, false},
                        1));
        var search = search(cases, 2, 1);
        double[] weights = search.best();
        assertThat(weights[0]).isBetween(2 / 3.0, 5 / 6.0);
        assertThat(search.ndcg(weights)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isNeverWorseThanAnySinglePart(long seed) {
        var random = new SplittableRandom(seed);
        List<Case> cases = new ArrayList<>();
        for (int user = 0; user < 30; user++) {
            float[][] scores = new float[3][20];
            boolean[] hits = new boolean[20];
            for (int item = 0; item < 20; item++) {
                hits[item] = item % 7 == user % 7;
                for (int part = 0; part < 3; part++) {
                    scores[part][item] =
                            (float) (random.nextDouble() + (hits[item] ? .1 * part : 0));
                }
            }
            cases.add(new Case(scores, hits, 3));
        }
        var search = search(cases, 3, 5);
        double[] best = search.best();
        double found = search.ndcg(best);
        assertThat(best[0] + best[1] + best[2]).isCloseTo(1, within(1e-9));
        for (double[] weights : new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
            assertThat(found).isGreaterThanOrEqualTo(search.ndcg(weights));
        }
    }

    @Test
    void aBlendThatHelpsByChanceAloneIsNotTaken() {
        // the second part is noise; it helps one user of forty and hurts nobody at some weights
        List<Case> cases = new ArrayList<>();
        boolean[] hits = {false, true};
        for (int user = 0; user < 39; user++) {
            cases.add(new Case(new float[][] {{0, 2}, {1, 1}}, hits, 1));
        }
        cases.add(new Case(new float[][] {{1.1f, 1}, {0, 1}}, hits, 1));
        var search = search(cases, 2, 1);
        double[] best = search.best();
        assertThat(best).containsExactly(1, 0);
        assertThat(search.ndcg(new double[] {.5, .5})).isGreaterThan(search.ndcg(best));
        // ten of forty prove it
        for (int user = 0; user < 9; user++) {
            cases.set(user, cases.get(39));
        }
        assertThat(search(cases, 2, 1).best()[1]).isPositive();
    }
}
