package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("popular", "item-knn", "item-mean", "user-knn", "ease", "ials", "k");

    @ParameterizedTest
    @CsvSource({
        "poplar,popular", // one letter missing
        "popluar,popular", // two swapped
        "Popular,popular",
        "itme-knn,item-knn",
        "usr-kn,user-knn",
        "item,item-knn", // the start of two; the first
        "ITEM-M,item-mean",
        "eas,ease",
        "isl,ials",
    })
    void theClosestWordIsSuggested(String word, String meant) {
        assertThat(Suggestion.didYouMean(word, KNOWN)).isEqualTo(" (did you mean \"%s\"?)", meant);
        assertThat(Suggestion.closest(word, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"slope-one", "x", "''", "q7", "zz"})
    void nothingIsSuggestedWhereNothingIsClose(String word) {
        assertThat(Suggestion.didYouMean(word, KNOWN)).isEmpty();
    }

    @Test
    void aVeryLongWordIsNotCompared() {
        assertThat(Suggestion.didYouMean("x".repeat(10_000_000), KNOWN)).isEmpty();
    }

    @Test
    void theDistanceCountsEdits() {
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("abc", "abc")).isZero();
        assertThat(Suggestion.distance("abc", "acb")).isEqualTo(1); // a swap
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3); // the textbook's
        assertThat(Suggestion.distance("ca", "abc")).isEqualTo(3); // no edit inside a swap
    }

    @Test
    void theDistanceIsSymmetricAndBounded() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 300; round++) {
            String a = word(random);
            String b = word(random);
            int distance = Suggestion.distance(a, b);
            assertThat(distance).isEqualTo(Suggestion.distance(b, a));
            assertThat(distance)
                    .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
            assertThat(distance == 0).isEqualTo(a.equals(b));
        }
    }

    private static String word(SplittableRandom random) {
        var word = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }
}
