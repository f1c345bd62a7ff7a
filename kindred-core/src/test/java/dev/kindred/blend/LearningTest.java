package dev.kindred.blend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);
    private final List<String> told = new ArrayList<>();

    private HybridModel learn(Dataset data, String validation) {
        var listener =
                new Progress() {
                    @Override
                    public void update(String stage, long done, long total, String note) {}

                    @Override
                    public void tell(String sentence) {
                        told.add(sentence);
                    }
                };
        var config =
                HybridConfig.builder()
                        .parts("random+ease(regularization=5)")
                        .validation(validation)
                        .build();
        return new Hybrid(config).fit(data, CONTEXT.withProgress(listener));
    }

    /** Two tastes of {@code events + 1} items; each user lacks one. */
    private static Dataset tastes(int users, int events) {
        var log = new InteractionLog();
        for (int user = 0; user < users; user++) {
            for (int k = 0; k < events; k++) {
                String item = user % 2 + "-" + (user / 2 + k) % (events + 1);
                log.add("u" + user, item, "view", 1, 0);
            }
        }
        return new DatasetBuilder().build(log);
    }

    private void assertThatItLearned(HybridModel model, String lists) {
        assertThat(told).singleElement().asString().contains("learned on " + lists + " lists");
        double[] weights = model.weights();
        assertThat(weights[weights.length - 1]).as("weight of ease").isGreaterThan(0.6);
    }

    @ParameterizedTest
    @CsvSource({"last:1, 40", "leave-one-out, 40", "user:0.1, 120"})
    void aSplitIsMadeThreeTimesUnlessItIsTheSameAgain(String validation, String lists) {
        assertThatItLearned(learn(tastes(40, 10), validation), lists);
    }

    @Test
    void ofHistoriesTooShortForAFractionTheLastEventsAreHeldBack() {
        // a tenth of 4 is rounded to none
        assertThatItLearned(learn(tastes(60, 4), "user:0.1"), "60");
    }

    @Test
    void onlyCandidatesOfTheSplitAreRanked() {
        // 22 items, 2 of them hidden and to be ranked
        Dataset plain = tastes(40, 10);
        var kinds = new Attributes.Builder();
        plain.items().ids().forEach(item -> kinds.put(item, "kind", "a"));
        Dataset data = plain.withAttributes(Attributes.NONE, kinds.build());
        HybridConfig config = HybridConfig.builder().parts("popular+random").build();
        Split split = Splitters.parse("items:0.1").split(data, 3).get(0);
        List<Model> models =
                config.partList().stream()
                        .<Model>map(part -> part.create().fit(split.train(), CONTEXT))
                        .toList();
        List<TestSet.TestUser> users = split.test().users();
        List<Learning.Case> cases = Learning.cases(config, models, users, CONTEXT);
        for (int user = 0; user < cases.size(); user++) {
            int[] candidates = Objects.requireNonNull(users.get(user).candidates());
            assertThat(candidates).hasSize(2);
            assertThat(cases.get(user).hits()).hasSize(2).contains(true);
        }
    }

    @Test
    void whoHasOneEventTeachesNothing() {
        var log = new InteractionLog();
        for (int user = 0; user < 9; user++) {
            log.add("u" + user, "i" + user % 3, "view", 1, 0);
        }
        HybridModel model = learn(new DatasetBuilder().build(log), "user:0.1");
        assertThat(told).isEmpty();
        assertThat(model.weights()).containsExactly(.5, .5);
    }
}
