package dev.kindred.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.knn.Mode;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.Progress;
import dev.kindred.model.RatingModel;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AutoTest {
    /** A choice with what was told about it. */
    private record Choice(Suggested suggested, String told) {}

    private static Choice choose(Dataset data, Mode mode) {
        List<String> told = new ArrayList<>();
        Progress listener =
                new Progress() {
                    @Override
                    public void update(String stage, long done, long total, String note) {}

                    @Override
                    public void tell(String sentence) {
                        told.add(sentence);
                    }
                };
        var context = new FitContext(1, 2, listener);
        Suggested suggested = new Auto(new AutoConfig(mode)).choose(data, context);
        assertThat(told).hasSize(1);
        return new Choice(suggested, told.get(0));
    }

    @Nested
    class Lists extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new Auto(AutoConfig.builder().build());
        }
    }

    @Nested
    class Ratings extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new Auto(AutoConfig.builder().mode(Mode.RATING).build());
        }

        @Override
        protected boolean learnsFromLikes() {
            return false;
        }
    }

    @Test
    void richBehaviourGetsACollaborativeModel() {
        Choice choice = choose(Datasets.twoTastes(40), Mode.RANKING);
        assertThat(choice.suggested().algorithm()).isEqualTo("ease");
        assertThat(choice.told()).startsWith("auto: ease is chosen: 40 items fit a dense");
        assertThat(choice.told())
                .containsPattern("Check: ease ndcg@10 0.\\d+, popular 0.\\d+ on 40");
    }

    @Test
    void littleBehaviourAndNoAttributesGetWhatIsPopular() {
        Choice choice = choose(Datasets.of("a x 1 a y 1 b x 1 b z 1 c x 1 d w 1"), Mode.RANKING);
        assertThat(choice.suggested().algorithm()).isEqualTo("popular");
        assertThat(choice.told()).contains("Check: the bar itself");
        Choice once = choose(Datasets.of("a x 1 b z 1 c x 1 d w 1"), Mode.RANKING);
        assertThat(once.suggested().algorithm()).isEqualTo("popular");
        assertThat(once.told()).contains("nobody has two items to try it on");
    }

    @Test
    void ratingsAskedForGetARatingPredictorThatBeatsTheBias() {
        // users of even rows love even items and hate odd ones; odd users the other way round
        var log = new InteractionLog();
        var random = new SplittableRandom(1);
        for (int user = 0; user < 60; user++) {
            for (int item = 0; item < 40; item++) {
                if (random.nextInt(2) == 0) {
                    double value = (user + item) % 2 == 0 ? 5 : 2;
                    log.add("u" + user, "i" + item, "rating", value, Interaction.NO_TIME);
                }
            }
        }
        Dataset data = new DatasetBuilder().build(log);
        Choice choice = choose(data, Mode.RATING);
        assertThat(choice.suggested().task()).isEqualTo(Suggested.Task.RATINGS);
        assertThat(choice.suggested().algorithm()).isNotEqualTo("bias");
        assertThat(choice.told()).contains("rmse", "bias");
        Model model = new Auto(new AutoConfig(Mode.RATING)).fit(data, new FitContext(1, 2));
        assertThat(model).isInstanceOf(RatingModel.class);
        assertThat(model.info().algorithm()).isEqualTo(choice.suggested().algorithm());
    }

    @Test
    void whatIsNoBetterThanTheBarIsNotKept() {
        // items are chosen at random by popularity alone: nothing personal to be learnt
        var log = new InteractionLog();
        var random = new SplittableRandom(3);
        for (int user = 0; user < 300; user++) {
            for (int k = 0; k < 8; k++) {
                int item = (int) (60 * Math.pow(random.nextDouble(), 3));
                log.add("u" + user, "i" + item, "view", 1, Interaction.NO_TIME);
            }
        }
        Choice choice = choose(new DatasetBuilder().build(log), Mode.RANKING);
        assertThat(choice.suggested().algorithm()).isEqualTo("popular");
        assertThat(choice.told())
                .contains("not better than that: ease: ease ndcg@10", "popular 0.");
    }

    @Test
    void shortSessionsInOrderOfTimeGetASequenceModelOrNeighboursWithTheReason() {
        // each session walks along a ring of 30 items, a minute per step
        var log = new InteractionLog();
        var random = new SplittableRandom(2);
        for (int user = 0; user < 200; user++) {
            int start = random.nextInt(30);
            for (int k = 0; k < 4; k++) {
                log.add(
                        "u" + user,
                        "i" + (start + k) % 30,
                        "view",
                        1,
                        user * 86_400_000L + k * 60_000L);
            }
        }
        Choice choice = choose(new DatasetBuilder().build(log), Mode.RANKING);
        assertThat(choice.suggested().algorithm()).isIn("item-knn", "sasrec");
        assertThat(choice.suggested().reason()).contains("minutes apart");
        if (choice.suggested().algorithm().equals("item-knn")) {
            assertThat(choice.told()).contains("A sequence model (sasrec) would fit");
        }
    }

    @Test
    void attributesThatNoAlgorithmReadsChangeNothing() {
        Dataset data = Datasets.twoTastes(40);
        var items = new Attributes.Builder();
        for (int item = 0; item < 40; item++) {
            items.put("i" + item, "taste", item % 2 == 0 ? "even" : "odd");
        }
        Dataset described = data.withAttributes(Attributes.NONE, items.build());
        String chosen = choose(described, Mode.RANKING).suggested().algorithm();
        assertThat(chosen).isEqualTo("ease"); // core knows no content
    }
}
