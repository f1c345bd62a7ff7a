package dev.kindred.rerank;

import static dev.kindred.rerank.Candidates.ask;
import static dev.kindred.rerank.Candidates.groups;
import static dev.kindred.rerank.Candidates.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.rank.RankedItems;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables and ranking of fair-search (FairTests.java, FairTopKTests.java) and LensKit. */
class FairTest {
    /** "0x8 1x2" for eight zeros and two ones. */
    private static String text(FairTable table) {
        return IntStream.rangeClosed(1, table.length())
                .mapToObj(k -> table.least(k))
                .collect(
                        Collectors.groupingBy(
                                m -> m, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "x" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "10, .2, .15, 0x8 1x2, .134217728",
        "20, .25, .1, 0x8 1x6 2x5 3x1, ",
        "30, .3, .05, 0x8 1x5 2x5 3x5 4x4 5x3, ",
        "9, .5, .1, 0x3 1x3 2x2 3x1, "
    })
    void unadjusted(int n, double p, double alpha, String expected, Double fail) {
        FairTable table = FairTable.unadjusted(n, p, alpha);
        assertThat(text(table)).isEqualTo(expected);
        if (fail != null) {
            assertThat(table.failProbability()).isCloseTo(fail, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20, .25, .1, 0x8 1x7 2x5, .105152474",
        "30, .3, .05, 0x10 1x6 2x5 3x4 4x5, .048777308"
    })
    void nearestAsInFairSearch(int n, double p, double alpha, String expected, double fail) {
        FairTable table = FairTable.nearest(n, p, alpha);
        assertThat(text(table)).isEqualTo(expected);
        assertThat(table.failProbability()).isCloseTo(fail, within(1e-9));
    }

    @Test
    void adjustedNeverExceedsAlpha() {
        FairTable table = FairTable.adjusted(20, .25, .1);
        assertThat(text(table)).isEqualTo("0x9 1x6 2x5");
        assertThat(table.failProbability()).isCloseTo(.089722, within(1e-6));
        for (int n = 1; n < 60; n += 7) {
            for (double p = 0; p <= 1; p += .125) {
                assertThat(FairTable.adjusted(n, p, .1).failProbability()).isLessThanOrEqualTo(.1);
            }
        }
    }

    @Test
    void theRankingOfFairSearch() {
        boolean[] isProtected = {false, false, false, false, false, true, true, true, true, true};
        int[] ids = {1, 3, 5, 7, 9, 2, 4, 6, 8, 10};
        int[] picked = FaStar.pick(isProtected, FairTable.unadjusted(10, .6, .1), 10);
        assertThat(IntStream.of(picked).map(position -> ids[position]))
                .containsExactly(1, 3, 2, 5, 4, 7, 6, 9, 8, 10);
    }

    @Test
    void theStepProtectsAndSaysWhatLacks() {
        Attributes items =
                groups("1:m", "2:m", "3:m", "4:m", "5:m", "6:m", "7:m", "8:m", "9:f", "10:f");
        RankedItems fair =
                FaStar.of(items, Quota.parse("group=f:.5"), .1).apply(ask(8), list(items));
        // n = 8, p = .5: alpha corrected below 2^-4, so that one is asked for at place 5.
        assertThat(fair.ids().indexOf("9")).isBetween(3, 5);
        assertThat(fair.size()).isEqualTo(10);
        Attributes none = groups("1:m", "2:m", "3:m", "4:m", "5:m", "6:m", "7:f");
        RankedItems lacking =
                FaStar.of(none, Quota.parse("group=f:1"), .1).apply(ask(5), list(none));
        assertThat(lacking.ids().get(0)).isEqualTo("7");
        assertThat(lacking.notes())
                .containsExactly("fa*ir group=f:1.0 is not met: 1 of 5 items, 5 wanted");
    }
}
