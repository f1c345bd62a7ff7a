package dev.kindred.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HybridTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);
    private static final String PARTS =
            "ease(regularization=5)+item-knn(neighbours=10)+ials(factors=4,epochs=3)";

    private static Hybrid hybrid(String parts, Method method, String weights) {
        return new Hybrid(
                HybridConfig.builder().parts(parts).method(method).weights(weights).build());
    }

    @Nested
    class Learned extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return hybrid(PARTS, Method.WEIGHTED, "learned");
        }
    }

    @Nested
    class Ranks extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new Hybrid(
                    HybridConfig.builder()
                            .parts("ease(regularization=5)+popular+user-knn")
                            .normalization(Normalization.RRF)
                            .weights("3,.1,2")
                            .candidates(15)
                            .build());
        }
    }

    @Nested
    class Switching extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return hybrid("popular+ease(regularization=5)", Method.SWITCHING, "equal");
        }
    }

    @Nested
    class Cascade extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return hybrid(
                    "ials(factors=4,epochs=3)+ease(regularization=5)", Method.CASCADE, "equal");
        }
    }

    @Nested
    class Mixed extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return hybrid("ease(regularization=5)+item-knn", Method.MIXED, "equal");
        }
    }

    @Nested
    class OfHybrids extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return hybrid(
                    "ease(regularization=5)+hybrid(parts=item-knn+popular,weights=2,1)",
                    Method.WEIGHTED,
                    "2,1");
        }
    }

    @Test
    void weightedSumOfRawScoresMatchesTheParts() {
        Dataset data = Datasets.random(3, 40, 25, 400);
        var config =
                HybridConfig.builder()
                        .parts("ease(regularization=3)+popular")
                        .normalization(Normalization.NONE)
                        .weights("3,1")
                        .build();
        Model hybrid = new Hybrid(config).fit(data, CONTEXT);
        float[] ease = scores("ease", Map.of("regularization", "3"), data, data.history(4));
        float[] popular = scores("popular", Map.of(), data, data.history(4));
        float[] both = Scores.of(hybrid, data.history(4));
        for (int item = 0; item < both.length; item++) {
            // weights 3 and 1 are 3/4 and 1/4; no opinion counts as 0
            double expected =
                    0.75 * (Float.isNaN(ease[item]) ? 0 : ease[item]) + 0.25 * popular[item];
            assertThat((double) both[item]).isCloseTo(expected, within(1e-4));
        }
    }

    private static float[] scores(
            String name, Map<String, String> settings, Dataset data, History history) {
        Model model = Algorithms.create(name, null, settings).fit(data, CONTEXT);
        return Scores.of(model, history);
    }

    @Test
    void aPartWithoutWeightIsLeftOut() {
        Dataset data = Datasets.random(3, 40, 25, 400);
        HybridModel model =
                hybrid("popular+ease(regularization=3)+item-knn", Method.WEIGHTED, "0,2,2")
                        .fit(data, CONTEXT);
        assertThat(model.parts())
                .extracting(part -> part.info().algorithm())
                .containsExactly("ease", "item-knn");
        assertThat(model.weights()).containsExactly(0.5, 0.5);
    }

    @Test
    void uselessPartsGetNoWeight() {
        Dataset data = Datasets.twoTastes(40);
        HybridModel model =
                hybrid("random+ease(regularization=5)", Method.WEIGHTED, "learned")
                        .fit(data, CONTEXT);
        double[] weights = model.weights();
        assertThat(weights[weights.length - 1]).isGreaterThan(0.6);
    }

    @Test
    void switchingTakesTheScoresOfOnePartAsTheyAre() {
        Dataset data = Datasets.random(5, 40, 25, 400);
        var config =
                HybridConfig.builder()
                        .parts("popular+item-knn+ease(regularization=3)")
                        .method(Method.SWITCHING)
                        .switchAt(java.util.List.of(2, 4))
                        .build();
        Model hybrid = new Hybrid(config).fit(data, CONTEXT);
        int[] items = data.history(1).items();
        String[] expected = {"popular", "popular", "item-knn", "item-knn", "ease"};
        for (int length = 0; length < 5; length++) {
            History history = History.of(Arrays.copyOf(items, length));
            Map<String, String> settings =
                    expected[length].equals("ease") ? Map.of("regularization", "3") : Map.of();
            assertThat(Scores.of(hybrid, history))
                    .as("%d events", length)
                    .containsExactly(scores(expected[length], settings, data, history));
        }
    }

    @Test
    void explanationNamesEachPartAndAddsUp() {
        Dataset data = Datasets.random(9, 40, 25, 400);
        for (Normalization by : Normalization.values()) {
            var config =
                    HybridConfig.builder()
                            .parts("ease(regularization=3)+item-knn+popular")
                            .normalization(by)
                            .weights(".5,.3,.2")
                            .build();
            Model model = new Hybrid(config).fit(data, CONTEXT);
            History history = data.history(2);
            float[] scores = Scores.of(model, history);
            float[] ease = scores("ease", Map.of("regularization", "3"), data, history);
            int item = Ranking.rows(ease)[0];
            Explanation why = model.explain(history.without(item), item);
            float[] without = Scores.of(model, history.without(item));
            assertThat(why.sources()).extracting(Explanation.Source::name).contains("ease");
            double sum = why.sources().stream().mapToDouble(one -> one.contribution()).sum();
            if (why.sources().size() == 3) {
                assertThat(sum).as("%s", by).isCloseTo(without[item], within(1e-5));
            }
            assertThat(why.size()).isPositive();
            assertThat(scores).hasSize(data.items().size());
        }
    }

    @Test
    void ranksOfSourcesLeaveOutTheHistory() {
        // popular: a 3 users, b 2, c 1; u has a, so b is the first and c the second of its list
        Dataset data = Datasets.of("u a 1 v a 1 v b 1 w a 1 w b 1 w c 1");
        Model model = hybrid("popular+latest", Method.MIXED, "equal").fit(data, CONTEXT);
        History history = History.ofIds(data.items(), "a");
        Explanation why = model.explain(history, data.items().row("c"));
        assertThat(why.sources().get(0).name()).isEqualTo("popular");
        assertThat(why.sources().get(0).rank()).isEqualTo(2);
        assertThat(why.sources().get(0).contribution()).isNaN();
    }

    @Test
    void similarItemsAreThoseOfTheParts() {
        Dataset data = Datasets.twoTastes(12);
        Model model =
                hybrid("ease(regularization=5)+item-knn", Method.WEIGHTED, "equal")
                        .fit(data, CONTEXT);
        float[] similar = new float[12];
        int item = data.items().row("i2");
        model.similarItems(item, similar);
        for (int other = 0; other < 12; other++) {
            boolean sameTaste = Integer.parseInt(data.items().id(other).substring(1)) % 2 == 0;
            if (other != item && sameTaste) {
                assertThat(similar[other]).as(data.items().id(other)).isPositive();
            }
        }
    }
}
