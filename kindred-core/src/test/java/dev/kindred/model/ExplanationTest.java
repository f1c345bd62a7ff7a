package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.Explanation.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void contributionsFallAndThoseOf0AreLeftOut() {
        Explanation why =
                Explanation.of(new int[] {7, 3, 5, 9, 1}, new double[] {-1, 2, 0, 3, Double.NaN});
        assertThat(why.items()).containsExactly(9, 3, 7);
        assertThat(why.contributions()).containsExactly(3, 2, -1);
        // 3 of 3 + 2; what spoke against has no share
        assertThat(why.share(0)).isEqualTo(0.6, within(1e-15));
        assertThat(why.share(2)).isZero();
        assertThat(why.terms()).isEmpty();
    }

    @Test
    void termsFallTooAndEqualOnesAreInTheOrderOfTheirNames() {
        Explanation why =
                Explanation.of(new int[] {4}, new double[] {1})
                        .withTerms(
                                List.of(
                                        new Term("genres", "Drama", 0),
                                        new Term("genres", "Crime", 1),
                                        new Term("director", "Zoe", 1),
                                        new Term("plot", "heist", 2),
                                        new Term("plot", "love", -1)));
        assertThat(why.items()).containsExactly(4);
        assertThat(why.terms())
                .extracting(Term::text)
                .containsExactly("heist", "Zoe", "Crime", "love");
        // 2 of 2 + 1 + 1
        assertThat(why.termShare(0)).isEqualTo(0.5, within(1e-15));
        assertThat(why.termShare(3)).isZero();
    }

    @Test
    void eachItemNeedsItsContribution() {
        assertThatThrownBy(() -> Explanation.of(new int[] {1, 2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contributions must have length 2, but has 1");
    }
}
