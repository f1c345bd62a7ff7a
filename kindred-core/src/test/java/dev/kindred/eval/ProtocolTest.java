package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.model.FitContext;
import dev.kindred.rank.Query;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** How an evaluation measures: who counts, what is a target, what may be recommended. */
class ProtocolTest {
    private static final FitContext CONTEXT = Reports.CONTEXT;
    private static final Popular POPULAR = new Popular(PopularConfig.builder().build());

    /** Items x, y, z are rows 0, 1, 2. */
    private static final Dataset TRAIN = Datasets.of("u x 4 v x 5 v y 2 a x 3 a y 4 a z 5");

    private static Reports.Chosen listing(int... rows) {
        return new Reports.Chosen(TRAIN.items(), query -> rows);
    }

    @Test
    void pairsThatCannotBePredictedAreLeftOutAndCounted() {
        // of 3: y 4 (error 1), z 5 (no prediction), an unknown item 2 (error 1), v: z 6 (none)
        TestSet test = TestSet.of(TRAIN, Datasets.of("u y 4 u z 5 u new 2 v z 6"));
        var model = new Reports.Constant(TRAIN.items(), 3, 2);
        Report report =
                Evaluation.of(TRAIN, test)
                        .metrics(Metrics.parse("rmse,mae-user"))
                        .build()
                        .measure("constant", listing(), model, CONTEXT);
        assertThat(report.metric("rmse")).isEqualTo(1);
        assertThat(report.predictions()).isEqualTo(new Report.Predictions(4, 2));
        assertThat(report.perUser().get("rmse").values()).containsExactly(1, Double.NaN);
        assertThat(report.perUser().get("rmse").weight(0)).isEqualTo(2);
        assertThat(report.warnings()).isEmpty();
        assertThat(report.protocol().depth()).isZero();
    }

    @Test
    void aRatingPredictorIsNoRanker() {
        TestSet test = TestSet.of(TRAIN, Datasets.of("u y 4"));
        var model = new Reports.Constant(TRAIN.items(), 3, 2);
        Report report =
                Evaluation.of(TRAIN, test)
                        .metrics(Metrics.parse("rmse,hit-rate@1"))
                        .build()
                        .measure("constant", listing(1), model, CONTEXT);
        assertThat(report.metrics()).isEqualTo(Map.of("rmse", 1.0, "hit-rate@1", 1.0));
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("a rating predictor is not a ranker");
    }

    @Test
    void onlyWhatIsLikedIsATargetOfListsButAllRatingsArePredicted() {
        TestSet test = TestSet.of(TRAIN, Datasets.of("u y 2 u z 4 v z 3"));
        Report report =
                Evaluation.of(TRAIN, test)
                        .metrics(Metrics.parse("recall@2,mae"))
                        .relevantFrom(4)
                        .build()
                        .measure(
                                "constant",
                                listing(1, 2),
                                new Reports.Constant(TRAIN.items(), 3, -2),
                                CONTEXT);
        assertThat(report.perUser().get("recall@2").values()).containsExactly(1, Double.NaN);
        assertThat(report.metric("mae")).isCloseTo(2. / 3, within(1e-12));
        assertThat(report.protocol().users()).isEqualTo(1);
        assertThat(report.protocol().usersLeftOut()).isEqualTo(1);
        assertThat(report.protocol().targets()).isEqualTo(1);
        assertThat(report.protocol().asMap()).containsEntry("relevant", 4.0);
    }

    @Test
    void aListWithAnItemTwiceIsRefused() {
        Evaluation evaluation =
                Evaluation.of(TRAIN, TestSet.of(TRAIN, Datasets.of("u y 4"))).build();
        assertThatThrownBy(() -> evaluation.measure("twice", listing(1, 2, 1), null, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("that of user \"u\" holds row 1 twice");
    }

    @Test
    void seenItemsComeBackOnlyIfAskedFor() {
        TestSet test = TestSet.of(TRAIN, Datasets.of("v x 5"));
        var evaluation = Evaluation.of(TRAIN, test).metrics(Metrics.parse("recall@1"));
        assertThat(evaluation.build().run("popular", POPULAR, CONTEXT).metric("recall@1")).isZero();
        Report again = evaluation.repeatSeen(true).build().run("popular", POPULAR, CONTEXT);
        assertThat(again.metric("recall@1")).isEqualTo(1);
        assertThat(again.protocol().seenExcluded()).isFalse();
    }

    @Test
    void sampledCandidatesAreTheTargetsAndOtherUnseenItems() {
        Dataset all = Datasets.random(5, 40, 30, 500);
        Split split = Splitters.perUser(.3).split(all, 1).get(0);
        Map<String, Query> asked = new ConcurrentHashMap<>();
        var recommender =
                new Reports.Chosen(
                        split.train().items(),
                        query -> {
                            asked.put(String.valueOf(query.user()), query);
                            return new int[0];
                        });
        Report report =
                Evaluation.of(split)
                        .sampledCandidates(7)
                        .build()
                        .measure("asked", recommender, null, CONTEXT);
        assertThat(report.protocol().candidates()).isEqualTo("targets and 7 sampled");
        for (TestSet.TestUser user : split.test().users()) {
            var expected = new ArrayList<String>();
            for (int target : user.targets()) {
                if (target >= 0) {
                    expected.add(split.train().items().id(target));
                }
            }
            var seen = new ArrayList<String>();
            for (int item : user.history().items()) {
                seen.add(split.train().items().id(item));
            }
            int free = split.train().items().size() - seen.size() - expected.size();
            assertThat(asked.get(user.id()).allow())
                    .containsAll(expected)
                    .doesNotContainAnyElementsOf(seen)
                    .hasSize(expected.size() + Math.min(7, free));
        }
    }

    @Test
    void aucRanksEverything() {
        // popular: x 3, y 2, z 1; u has x and wants y: before z. v has x, y and wants z: alone.
        // A newcomer wants z: behind x and y.
        TestSet test = TestSet.of(TRAIN, Datasets.of("u y 4 v z 5 w z 5"));
        Report report =
                Evaluation.of(TRAIN, test)
                        .metrics(Metrics.parse("auc,ndcg@1"))
                        .build()
                        .run("popular", POPULAR, CONTEXT);
        assertThat(report.perUser().get("auc").values()).containsExactly(1, Double.NaN, 0);
        assertThat(report.metric("ndcg@1")).isCloseTo(2. / 3, within(1e-12));
        assertThat(report.protocol().depth()).isEqualTo(3);
    }

    @Test
    void groupsOfTestUsersMayComeFromOutside() {
        TestSet test = TestSet.of(TRAIN, Datasets.of("u y 4 w z 5"));
        Attributes ages =
                new Attributes.Builder().put("u", "age", "old").put("w", "age", "young").build();
        Report report =
                Evaluation.of(TRAIN, test)
                        .userAttributes(ages)
                        .metrics(Metrics.parse("recall@1/age"))
                        .build()
                        .measure("y", listing(1), null, CONTEXT);
        assertThat(report.metrics())
                .isEqualTo(
                        Map.of(
                                "recall@1/age=old",
                                1.0,
                                "recall@1/age=young",
                                0.0,
                                "recall@1/age=(none)",
                                Double.NaN));
    }

    @Test
    void progressReachesTheNumberOfUsers() {
        var seen = new ArrayList<Long>();
        Reports.wantingItem0(250)
                .build()
                .run(
                        "popular",
                        POPULAR,
                        CONTEXT.withProgress(
                                (stage, done, total, note) -> {
                                    if (stage.equals("evaluate popular")) {
                                        assertThat(total).isEqualTo(250);
                                        seen.add(done);
                                    }
                                }));
        assertThat(seen).isSorted().endsWith(250L).hasSizeLessThanOrEqualTo(126);
    }

    @Test
    void aMetricMustNotBeAskedForTwice() {
        Evaluation.Builder builder =
                Reports.wantingItem0(1)
                        .metrics(List.of(Metrics.of("recall@1"), Metrics.of("recall@1")));
        assertThatThrownBy(() -> builder.build().run("popular", POPULAR, CONTEXT))
                .hasMessage("metric recall@1 is asked for twice");
    }

    @Test
    void foldsAreAveragedAndTheirUsersKept() {
        Dataset data = Datasets.random(9, 30, 20, 400);
        var folds = new ArrayList<Report>();
        for (Split split : Splitters.parse("cv:3").split(data, 1)) {
            folds.add(
                    Evaluation.of(split)
                            .metrics(Metrics.parse("ndcg@5,coverage@5,auc"))
                            .split("cv:3")
                            .build()
                            .run("popular", POPULAR, CONTEXT));
        }
        Report all = Report.ofFolds(folds, CONTEXT);
        for (String metric : List.of("ndcg@5", "coverage@5", "auc")) {
            double mean =
                    folds.stream().mapToDouble(fold -> fold.metric(metric)).average().getAsDouble();
            assertThat(all.metric(metric)).isCloseTo(mean, within(1e-12));
        }
        assertThat(all.users()).hasSize(folds.stream().mapToInt(f -> f.users().size()).sum());
        assertThat(all.perUser().get("ndcg@5").size()).isEqualTo(all.users().size());
        assertThat(all.protocol().folds()).isEqualTo(3);
        assertThat(all.protocol().targets()).isEqualTo(data.size());
        Report.Interval interval = all.intervals().get("ndcg@5");
        assertThat(all.metric("ndcg@5")).isBetween(interval.low(), interval.high());
        assertThat(all.intervals()).doesNotContainKey("coverage@5");
        Report again = Report.ofFolds(folds, new FitContext(1, 1));
        assertThat(again.intervals()).isEqualTo(all.intervals());
        // each user counts once, with the mean of the folds
        var paired = Significance.compare(all, again, "ndcg@5", Significance.Test.T, CONTEXT);
        assertThat(paired.users()).isEqualTo((int) all.users().stream().distinct().count());
        assertThat(paired.difference()).isZero();
    }

    @Test
    void foldsMustBeMeasuredAlike() {
        Report one = Reports.wantingItem0(3).split("a").build().run("popular", POPULAR, CONTEXT);
        Report other = Reports.wantingItem0(3).split("b").build().run("popular", POPULAR, CONTEXT);
        assertThatThrownBy(() -> Report.ofFolds(List.of(one, other), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were not measured alike");
        assertThatThrownBy(() -> one.metric("recall@99"))
                .hasMessageContaining("\"recall@99\" was not measured; there are [ndcg@10");
    }
}
