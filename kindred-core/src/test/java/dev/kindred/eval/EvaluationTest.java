package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.data.Dataset;
import dev.kindred.data.TestSet;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.Datasets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);
    private static final Popular POPULAR = new Popular(PopularConfig.builder().build());

    @Test
    void popularItemsAreMeasuredByHand() {
        // x has 3 users, y 2, z 1; the list of u is [y, z], of v [z], of w [x, y, z]
        Dataset train = Datasets.of("u x 1 v x 1 v y 1 a x 1 a y 1 a z 1");
        // u wants z and an unknown item; v wants y, which it has already; w wants x
        TestSet test = TestSet.of(train, Datasets.of("u z 1 u new 1 v y 1 w x 1"));
        Report report =
                Evaluation.of(train, test)
                        .metrics(Metrics.parse("precision@2,recall@2,ndcg@2"))
                        .split("by hand")
                        .build()
                        .run("popular", POPULAR, CONTEXT);
        assertThat(report.users()).containsExactly("u", "v", "w");
        assertThat(values(report, "precision@2")).containsExactly(.5, 0, .5);
        assertThat(values(report, "recall@2")).containsExactly(.5, 0, 1);
        // u: (1 / log2 3) / (1 + 1 / log2 3) = .6309297536 / 1.6309297536
        assertThat(values(report, "ndcg@2")[0]).isCloseTo(.3868528072, within(1e-9));
        assertThat(report.metric("ndcg@2")).isCloseTo((.3868528072 + 0 + 1) / 3, within(1e-9));
        assertThat(report.protocol().users()).isEqualTo(3);
        assertThat(report.protocol().targets()).isEqualTo(4);
        assertThat(report.protocol().unknownTargets()).isEqualTo(1);
        assertThat(report.protocol().asMap())
                .containsEntry("split", "by hand")
                .containsEntry("candidates", "all items")
                .containsEntry("depth", 2);
        assertThat(report.warnings())
                .containsExactly(
                        "1 of 4 targets are in the user's history already and count as missed, as lists leave out what is in it");
    }

    @Test
    void attributesThatAreNotThereAreToldBeforeAnythingIsTrained() {
        Dataset train = Datasets.of("u x 1 v y 1");
        for (String metric : new String[] {"calibration@3", "ild@3:genre", "ndcg@3/gender"}) {
            var builder =
                    Evaluation.of(train, TestSet.of(train, train)).metrics(Metrics.parse(metric));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("metric " + metric + " needs");
        }
    }

    @Test
    void sameResultOnAnyNumberOfThreads() {
        Dataset all = Datasets.random(3, 60, 30, 900);
        TestSet test = TestSet.of(all, Datasets.random(4, 60, 30, 300));
        var evaluation =
                Evaluation.of(all, test)
                        .metrics(Metrics.parse("precision@5,ndcg@10"))
                        .sampledCandidates(8)
                        .build();
        Report one = evaluation.run("popular", POPULAR, new FitContext(5, 1));
        Report four = evaluation.run("popular", POPULAR, new FitContext(5, 4));
        assertThat(four.metrics()).isEqualTo(one.metrics());
        assertThat(four.intervals()).isEqualTo(one.intervals());
        assertThat(values(four, "ndcg@10")).isEqualTo(values(one, "ndcg@10"));
        Report otherSeed = evaluation.run("popular", POPULAR, new FitContext(6, 1));
        assertThat(otherSeed.metrics()).isNotEqualTo(one.metrics());
    }

    @Test
    void candidatesAreSaidToBeIncomparable() {
        Dataset train = Datasets.of("u x 1 v x 1 v y 1 a x 1 a y 1 a z 1");
        var wanted = TestSet.of(train, Datasets.of("u z 1"));
        var given = new TestSet(List.of(wanted.users().get(0).withCandidates(new int[] {2})));
        Report report =
                Evaluation.of(train, given)
                        .metrics(Metrics.parse("precision@1"))
                        .build()
                        .run("popular", POPULAR, CONTEXT);
        assertThat(report.metric("precision@1")).isEqualTo(1);
        assertThat(report.protocol().candidates()).isEqualTo("given per user");
        assertThat(report.warnings()).singleElement().asString().contains("not comparable");
    }

    @Test
    void targetsThatNoListCanHitAreToldOf() {
        Dataset train = Datasets.of("u x 1 u y 1 v x 1");
        var metrics = Metrics.parse("recall@2");
        TestSet repeated = TestSet.of(train, Datasets.of("u x 1 u z 1 v y 1"));
        var evaluation = Evaluation.of(train, repeated).metrics(metrics);
        assertThat(evaluation.build().run("popular", POPULAR, CONTEXT).warnings())
                .singleElement()
                .asString()
                .startsWith("1 of 3 targets are in the user's history already");
        assertThat(evaluation.repeatSeen(true).build().run("popular", POPULAR, CONTEXT).warnings())
                .isEmpty();
        TestSet other = TestSet.of(train, Datasets.of("u p 1 v q 1"));
        assertThat(
                        Evaluation.of(train, other)
                                .metrics(metrics)
                                .build()
                                .run("popular", POPULAR, CONTEXT)
                                .warnings())
                .singleElement()
                .asString()
                .startsWith("none of the 2 targets is an item of the training data");
    }

    @Test
    void aThresholdThatIsNoNumberIsRefused() {
        Dataset train = Datasets.of("u x 1");
        assertThatThrownBy(
                        () ->
                                Evaluation.of(train, TestSet.of(train, train))
                                        .relevantFrom(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relevantFrom must be a number, but is NaN");
    }

    @Test
    void ratingMetricsOfARankerHaveNoValue() {
        Dataset train = Datasets.of("u x 1 v x 1 v y 1");
        Report report =
                Evaluation.of(train, TestSet.of(train, Datasets.of("u y 1")))
                        .metrics(Metrics.parse("rmse"))
                        .build()
                        .run("popular", POPULAR, CONTEXT);
        assertThat(report.metric("rmse")).isNaN();
        assertThat(report.warnings()).singleElement().asString().contains("predicts no ratings");
        assertThat(report.intervals()).isEmpty();
    }

    @Test
    void aRecommenderOfOtherItemsIsRefused() {
        Dataset train = Datasets.of("u x 1 v y 1");
        var evaluation = Evaluation.of(train, TestSet.of(train, Datasets.of("u y 1"))).build();
        var other = POPULAR.fit(Datasets.of("u z 1"), CONTEXT);
        assertThatThrownBy(
                        () ->
                                evaluation.measure(
                                        "popular",
                                        dev.kindred.rank.Recommender.of(other),
                                        null,
                                        CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("popular must know the items of the training data");
    }

    private static double[] values(Report report, String metric) {
        return report.perUser().get(metric).values();
    }
}
