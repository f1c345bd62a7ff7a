package dev.kindred.blend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.factor.Ials;
import dev.kindred.factor.IalsConfig;
import dev.kindred.linear.Ease;
import dev.kindred.linear.EaseConfig;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.testkit.Datasets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureAugmentedTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    /** Items a, b are drama, c, d are comedy; d is new, its one interaction is a dislike. */
    private static Dataset data() {
        Attributes items =
                new Attributes.Builder()
                        .put("a", "genre", "drama")
                        .put("a", "title", "A")
                        .put("b", "genre", "drama", "drama")
                        .put("c", "genre", "comedy", "old")
                        .put("d", "genre", "comedy")
                        .build();
        return Datasets.of("u a 4 u b 2 v a 3 v b 3 w c 3 x c 3 w d -1")
                .withAttributes(Attributes.NONE, items);
    }

    @Test
    void eachValueIsAUserOfTheItemsThatHaveIt() {
        Dataset data = data();
        Dataset more = new FeatureAugmented<>(ease(), List.of("genre"), 2).augmented(data);
        // old and the titles belong to one item each; drama and comedy come twice
        assertThat(more.users().size()).isEqualTo(data.users().size() + 4);
        assertThat(more.size()).isEqualTo(data.size() + 8);
        int comedy = data.users().size();
        assertThat(more.history(comedy).items())
                .containsExactly(data.items().row("c"), data.items().row("d"));
        assertThat(more.history(comedy).value(0)).isEqualTo(3); // the mean of 4 2 3 3 3 3
        for (int user = 0; user < data.users().size(); user++) {
            assertThat(more.users().id(user)).isEqualTo(data.users().id(user));
            assertThat(more.history(user).items()).isEqualTo(data.history(user).items());
        }
    }

    @Test
    void allFieldsAndUnknownFields() {
        Dataset data = data();
        assertThat(new FeatureAugmented<>(ease(), List.of("*"), 1).augmented(data).users().size())
                .isEqualTo(data.users().size() + 2);
        assertThat(new FeatureAugmented<>(ease(), List.of("none"), 1).augmented(data))
                .isSameAs(data);
    }

    @Test
    void userIdsThatLookLikeOursStayThoseOfUsers() {
        Attributes items = new Attributes.Builder().put("a", "g", "x").put("b", "g", "x").build();
        Dataset data =
                Datasets.of("attribute-0 a 1 attribute-0 c 1 q b 1 q d 1")
                        .withAttributes(Attributes.NONE, items);
        Dataset more = new FeatureAugmented<>(ease(), List.of("g"), 3).augmented(data);
        assertThat(more.users().size()).isEqualTo(5);
        assertThat(more.users().id(0)).isEqualTo("attribute-0");
    }

    @Test
    void newItemsAreScoredByWhatTheyHaveInCommon() {
        Dataset data = data();
        for (Algorithm<?> plain : List.of(ease(), ials())) {
            Model without = plain.fit(data, CONTEXT);
            Model with = new FeatureAugmented<>(plain, List.of("genre"), 1).fit(data, CONTEXT);
            int fresh = data.items().row("d");
            History comedy = History.ofIds(data.items(), "c");
            History drama = History.ofIds(data.items(), "a");
            assertThat(Scores.of(without, comedy)[fresh]).isNaN();
            float likes = Scores.of(with, comedy)[fresh];
            float other = Scores.of(with, drama)[fresh];
            assertThat(likes).isPositive();
            assertThat(Float.isNaN(other) || other < likes).isTrue();
        }
    }

    private static Algorithm<?> ease() {
        return new Ease(EaseConfig.builder().regularization(1).build());
    }

    private static Algorithm<?> ials() {
        return new Ials(IalsConfig.builder().factors(3).epochs(20).build());
    }
}
