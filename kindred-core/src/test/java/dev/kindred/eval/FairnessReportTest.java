package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.Split;
import dev.kindred.data.TestSet;
import dev.kindred.model.FitContext;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rerank.Quota;
import dev.kindred.rerank.QuotaRerank;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairnessReportTest {
    private static final FitContext CONTEXT = FitContext.seeded(1);
    private static final Attributes ITEMS =
            new Attributes.Builder()
                    .put("a", "by", "big")
                    .put("b", "by", "big")
                    .put("c", "by", "small")
                    .put("d", "by", "small", "big")
                    .id("e")
                    .build();

    /** a is on top, then b, c, d, e; both test users want c, one a as well. */
    private static Split split() {
        var train = new InteractionLog();
        for (int item = 0; item < 5; item++) {
            for (int user = 0; user < 6 - item; user++) {
                add(train, "t" + user, "abcde".substring(item, item + 1));
            }
        }
        var test = new InteractionLog();
        add(test, "x", "c");
        add(test, "y", "c");
        add(test, "y", "a");
        Dataset data = new DatasetBuilder().itemAttributes(ITEMS).build(train);
        return new Split(data, TestSet.of(data, new DatasetBuilder().build(test)));
    }

    private static void add(InteractionLog log, String user, String item) {
        log.add(user, item, "", 1, Interaction.NO_TIME);
    }

    private static Report report(Split split, List<Quota> quotas) {
        return Evaluation.of(split)
                .metrics(List.of(FairnessReport.metric("by", 2), Metrics.parse("recall@2").get(0)))
                .build()
                .run(
                        "popular",
                        new Popular(PopularConfig.builder().build()),
                        model -> {
                            var builder = ModelRecommender.builder(model);
                            if (!quotas.isEmpty()) {
                                builder.step(QuotaRerank.of(ITEMS.align(model.items()), quotas));
                            }
                            return builder.build();
                        },
                        CONTEXT);
    }

    @Test
    void sharesAddUpAndTheCostIsTold() {
        Split split = split();
        Report before = report(split, List.of());
        Report after = report(split, List.of(Quota.parse("by=small:.5")));
        FairnessReport fairness = FairnessReport.of(split, "by", before, after, CONTEXT);
        assertThat(fairness.groups())
                .extracting(FairnessReport.Group::name)
                .containsExactly("big", "small", "(none)");
        FairnessReport.Group big = fairness.groups().get(0);
        FairnessReport.Group small = fairness.groups().get(1);
        // Of five items big has a, b and half of d; of three targets one is a.
        assertThat(big.catalogue()).isCloseTo(.5, within(1e-12));
        assertThat(small.relevance()).isCloseTo(2 / 3.0, within(1e-12));
        // Before: a, b. After: a, c with 1 and .6309 of 1.6309.
        assertThat(big.before()).isCloseTo(1, within(1e-12));
        assertThat(small.after()).isCloseTo(.386853, within(1e-6));
        assertThat(fairness.unfairnessBefore()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(fairness.unfairnessAfter()).isCloseTo(1 / 1.6309297 - 1 / 3.0, within(1e-6));
        // recall@2 before: 0 and 1/2; after: 1 and 1.
        FairnessReport.Accuracy recall = fairness.accuracy().get(0);
        assertThat(recall.before()).isEqualTo(.25);
        assertThat(recall.after()).isEqualTo(1);
        assertThat(recall.difference().difference()).isEqualTo(.75);
    }

    @Test
    void reportsWithoutTheExposureAreRefused() {
        Split split = split();
        Report report = report(split, List.of());
        assertThatThrownBy(() -> FairnessReport.of(split, "genre", report, report, CONTEXT))
                .hasMessage("the reports must hold the metric exposure@k:genre");
    }
}
