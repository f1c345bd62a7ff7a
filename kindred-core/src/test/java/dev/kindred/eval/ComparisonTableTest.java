package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    private final Evaluation evaluation =
            Reports.wantingItem0(400)
                    .metrics(Metrics.parse("hit-rate@3,coverage@3,arp@3,rmse"))
                    .build();
    private final Report poor = Reports.finding("poor", evaluation, .3, 1);
    private final Report good = Reports.finding("good", evaluation, .6, 2);
    private final Report alsoGood = Reports.finding("also good", evaluation, .62, 3);

    private ComparisonTable table(Significance.Test test) {
        return ComparisonTable.of(List.of(poor, good, alsoGood), test, .05, Reports.CONTEXT);
    }

    @Test
    void theBetterOnesBeatThePoorOneAndNotEachOther() {
        for (Significance.Test test : Significance.Test.values()) {
            ComparisonTable table = table(test);
            int best = good.metric("hit-rate@3") > alsoGood.metric("hit-rate@3") ? 1 : 2;
            assertThat(table.beats(0, "hit-rate@3")).isEmpty();
            assertThat(table.beats(1, "hit-rate@3")).containsExactly(0);
            assertThat(table.beats(2, "hit-rate@3")).containsExactly(0);
            assertThat(table.marks(0, "hit-rate@3")).isEmpty();
            assertThat(table.marks(best, "hit-rate@3")).isEqualTo("*a");
            assertThat(table.marks(3 - best, "hit-rate@3")).isEqualTo("a");
        }
    }

    @Test
    void pairsHoldTheTestAndHolmsCorrection() {
        List<ComparisonTable.Pair> pairs = table(Significance.Test.T).pairs().get("hit-rate@3");
        assertThat(pairs).hasSize(3);
        ComparisonTable.Pair close = pairs.get(2);
        assertThat(List.of(close.first(), close.second())).isEqualTo(List.of(1, 2));
        double difference = good.metric("hit-rate@3") - alsoGood.metric("hit-rate@3");
        assertThat(close.paired().difference()).isCloseTo(difference, within(1e-12));
        assertThat(close.corrected()).isEqualTo(close.paired().p()); // the largest p: factor 1
        double smallest = Math.min(pairs.get(0).paired().p(), pairs.get(1).paired().p());
        double corrected = Math.min(pairs.get(0).corrected(), pairs.get(1).corrected());
        assertThat(corrected).isCloseTo(3 * smallest, within(1e-15));
    }

    @Test
    void metricsOfAllListsAreComparedButNotTested() {
        ComparisonTable table = table(Significance.Test.T);
        assertThat(table.metrics()).containsExactly("hit-rate@3", "coverage@3", "arp@3", "rmse");
        assertThat(table.pairs().get("coverage@3")).isEmpty();
        assertThat(table.isBest(0, "coverage@3")).isTrue(); // 6 of 8 items for all three
        assertThat(table.isBest(1, "coverage@3")).isTrue();
        assertThat(table.marks(0, "arp@3")).isEmpty(); // popularity is neither good nor bad
        assertThat(table.marks(0, "rmse")).isEmpty(); // no value
        assertThat(table.legend()).contains("paired t test", "Holm", "p < 0.05");
    }

    @Test
    void lowerIsBetterForErrors() {
        Evaluation ratings = Reports.wantingItem0(30).metrics(Metrics.parse("mae")).build();
        var items = ratings.train.items();
        var recommender = new Reports.Chosen(items, query -> new int[0]);
        Report near =
                ratings.measure(
                        "near", recommender, new Reports.Constant(items, 1.1, -2), Reports.CONTEXT);
        Report far =
                ratings.measure(
                        "far", recommender, new Reports.Constant(items, 3, -2), Reports.CONTEXT);
        ComparisonTable table =
                ComparisonTable.of(
                        List.of(far, near), Significance.Test.WILCOXON, .05, Reports.CONTEXT);
        assertThat(table.value(1, "mae")).isCloseTo(.1, within(1e-12));
        assertThat(table.marks(1, "mae")).isEqualTo("*a");
        assertThat(table.marks(0, "mae")).isEmpty();
    }

    @Test
    void reportsOfOtherUsersOrProtocolsAreRefused() {
        Evaluation fewer = Reports.wantingItem0(399).metrics(Metrics.parse("hit-rate@3")).build();
        Evaluation other =
                Reports.wantingItem0(400)
                        .split("other")
                        .metrics(Metrics.parse("hit-rate@3"))
                        .build();
        for (Evaluation wrong : List.of(fewer, other)) {
            Report report = Reports.finding("wrong", wrong, .5, 4);
            assertThatThrownBy(
                            () ->
                                    ComparisonTable.of(
                                            List.of(good, report),
                                            Significance.Test.T,
                                            .05,
                                            Reports.CONTEXT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be measured on the same test set");
        }
    }

    @Test
    void lettersGoOnAfterZ() {
        assertThat(ComparisonTable.letter(0)).isEqualTo("a");
        assertThat(ComparisonTable.letter(25)).isEqualTo("z");
        assertThat(ComparisonTable.letter(26)).isEqualTo("aa");
        assertThat(ComparisonTable.letter(53)).isEqualTo("bb");
    }
}
