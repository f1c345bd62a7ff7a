package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The textbook's example of each metric. */
class TextbookTest {
    @Test
    void ratingErrors() {
        double[] truth = {4, 5, 3, 2, 4};
        var user = Lists.rated(new int[] {0, 1, 2, 3, 4}, truth);
        var outcome = Outcome.ofPredictions(user, 3.8, 4.9, 3.2, 2.1, 3.9);
        // errors .2 .1 .2 .1 .1: sqrt(.11 / 5), .7 / 5
        assertThat(result("rmse", outcome)).isCloseTo(.1483239697, within(1e-9));
        assertThat(result("mae", outcome)).isCloseTo(.14, within(1e-12));
    }

    @Test
    void hitsInAList() {
        var outcome = Outcome.ofList(Lists.wants(1, 3, 5), 1, 2, 3, 4, 5);
        assertThat(result("precision@3", outcome)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result("recall@3", outcome)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result("f1@3", outcome)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result("ndcg@3", outcome)).isCloseTo(.7039180890, within(1e-9));
    }

    private static double result(String name, Outcome outcome) {
        return Lists.value(name, outcome);
    }
}
