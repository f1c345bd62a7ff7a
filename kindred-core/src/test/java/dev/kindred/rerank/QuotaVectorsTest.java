package dev.kindred.rerank;

import static dev.kindred.rerank.Candidates.ask;
import static dev.kindred.rerank.Candidates.groups;
import static dev.kindred.rerank.Candidates.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import dev.kindred.rank.RankedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuotaVectorsTest {
    /** r = 100, 90, 80, 70, 10 and b = 60, 50, 40, 30, 20, by falling score. */
    private static final Attributes TWO =
            groups("r1:r", "r2:r", "r3:r", "r4:r", "b1:b", "b2:b", "b3:b", "b4:b", "b5:b", "r5:r");

    private static final Attributes THREE =
            groups(
                    "a1:a", "a2:a", "a3:a", "a4:a", "a5:a", "b1:b", "b2:b", "b3:b", "b4:b", "b5:b",
                    "c1:c", "c2:c", "c3:c", "c4:c", "c5:c");

    private static String order(Attributes items, QuotaMethod method, int n, String... quotas) {
        List<Quota> all = Arrays.stream(quotas).map(text -> Quota.parse("group=" + text)).toList();
        RankedItems result = QuotaRerank.of(items, all, method).apply(ask(n), list(items));
        return String.join(" ", Candidates.first(result, n));
    }

    @ParameterizedTest
    @EnumSource
    void halfAndHalf(QuotaMethod method) {
        assertThat(order(TWO, method, 6, "r:.5", "b:.5")).isEqualTo("r1 b1 r2 b2 r3 b3");
    }

    @ParameterizedTest
    @CsvSource({
        "GREEDY, r1 b1 b2 r2 b3 b4 r3 b5 r4 r5",
        "CONST_SORT, r1 b1 b2 r2 b3 b4 r3 b5 r4 r5",
        "CONS, b1 b2 r1 b3 b4 r2 b5 r3 r4 r5",
        "RELAXED, b1 b2 r1 b3 b4 r2 b5 r3 r4 r5"
    })
    void thirtyToSeventy(QuotaMethod method, String expected) {
        assertThat(order(TWO, method, 10, "r:.3", "b:.7")).isEqualTo(expected);
        assertThat(order(TWO, method, 10, "b:.7")).isEqualTo(expected); // the rest is a group
    }

    @ParameterizedTest
    @CsvSource({
        "GREEDY, a1 b1 a2 c1 b2 a3 c2 a4 b3 c3",
        "CONS, a1 b1 c1 a2 b2 c2 a3 a4 b3 c3",
        "RELAXED, a1 b1 c1 a2 b2 c2 a3 a4 b3 c3",
        "CONST_SORT, a1 a2 b1 c1 a3 b2 c2 a4 b3 c3"
    })
    void threeGroups(QuotaMethod method, String expected) {
        assertThat(order(THREE, method, 10, "a:.4", "b:.3", "c:.3")).isEqualTo(expected);
        assertThat(order(THREE, method, 10, "c:.3", "b:.3", "a:.4")).isEqualTo(expected);
    }

    /** The case in which a textbook's version returned 2 of 10 items. */
    @ParameterizedTest
    @EnumSource
    void textbookCasesAlwaysGiveAllItems(QuotaMethod method) {
        Attributes alternating =
                groups("1:x", "2:y", "3:x", "4:y", "5:x", "6:y", "7:x", "8:y", "9:x", "10:y");
        Attributes seven =
                groups("1:x", "2:x", "3:x", "4:x", "5:x", "6:x", "7:x", "8:y", "9:y", "10:y");
        for (Attributes items : List.of(alternating, seven)) {
            for (String[] quotas :
                    new String[][] {
                        {"x:.5", "y:.5"}, {"x:.7", "y:.3"}, {"x:.5"}, {"x:1"}, {"y:0"}
                    }) {
                String all = order(items, method, 10, quotas);
                assertThat(all.split(" ")).hasSize(10).doesNotHaveDuplicates();
            }
        }
        assertThat(order(seven, method, 4, "x:.5", "y:.5").split(" "))
                .containsExactlyInAnyOrder("1", "2", "8", "9");
    }

    @ParameterizedTest
    @EnumSource
    void aValueWithoutTargetIsNotPunished(QuotaMethod method) {
        // Two of the best five have no target, so that two of five places stay theirs; x and y
        // share the other three: floor(.3 * 5) = 1 each.
        Attributes items =
                groups("1:z", "2:x", "3", "4:x", "5:x", "6:y", "7:y", "8:z", "9:x", "10:y");
        List<String> first = List.of(order(items, method, 5, "x:.5", "y:.5").split(" "));
        assertThat(first).contains("1", "3", "2", "6");
    }

    @Test
    void targetsThatCannotBeMetGiveTheClosestListAndANote() {
        Attributes items = groups("1:x", "2:x", "3:x", "4:x", "5:x", "6:y");
        RankedItems result =
                QuotaRerank.of(items, List.of(Quota.parse("group=y:.5"), Quota.parse("group=x:.5")))
                        .apply(ask(4), list(items));
        assertThat(Candidates.first(result, 4)).containsExactlyInAnyOrder("1", "2", "6", "3");
        assertThat(result.notes())
                .containsExactly(
                        "quota group=y:0.5 is not met: 1 of 4 items, 2 wanted, 1 among 6 candidates");
        assertThat(result.entries().get(1).notes())
                .extracting(note -> note.text())
                .containsExactly("moved from 6 to 2 by quota: group=y:0.5, group=x:0.5");
    }

    @Test
    void severalAttributesAreMetTogether() {
        var items = new Attributes.Builder();
        for (int k = 0; k < 40; k++) {
            items.put("i" + k, "genre", k < 20 ? "Action" : k % 2 == 0 ? "Drama" : "Comedy");
            items.put("i" + k, "country", k % 5 == 4 ? "CH" : "US");
        }
        Attributes built = items.build();
        List<Quota> quotas =
                List.of(
                        Quota.parse("genre=Drama:0.3"),
                        Quota.parse("genre=Comedy:0.2"),
                        Quota.parse("country=CH:0.5"));
        RankedItems result = QuotaRerank.of(built, quotas).apply(ask(10), list(built));
        assertThat(result.notes()).isEmpty();
        for (int k = 1; k <= 10; k++) {
            for (Quota quota : quotas) {
                assertThat(count(built, result, quota, k))
                        .as("%s among the first %d", quota, k)
                        .isGreaterThanOrEqualTo((int) Math.floor(quota.share() * k + 1e-9));
            }
        }
    }

    private static int count(Attributes items, RankedItems list, Quota quota, int k) {
        return (int)
                IntStream.range(0, k)
                        .filter(
                                at ->
                                        items.values(list.row(at), quota.field())
                                                .contains(quota.value()))
                        .count();
    }

    @Test
    void itemsWithSeveralValuesCountForEach() {
        Attributes items = groups("1:x", "2:x", "3:y", "4:z", "5:y|z", "6:y|z", "7:x");
        RankedItems result =
                QuotaRerank.of(items, List.of(Quota.parse("group=y:.6"), Quota.parse("group=z:.6")))
                        .apply(ask(4), list(items));
        // floor(.6 * 4) = 2 of each among 4.
        assertThat(Candidates.first(result, 4))
                .filteredOn(List.of("3", "5", "6")::contains)
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(Candidates.first(result, 4))
                .filteredOn(List.of("4", "5", "6")::contains)
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void feasibleFloorsAreNeverBrokenWith2To8Groups() {
        var random = new SplittableRandom(11);
        int[] greedyFailures = new int[9];
        for (int round = 0; round < 10_000; round++) {
            int groups = 2 + round % 7;
            int n = 5 + random.nextInt(46);
            double[] shares = random.doubles(groups, .02, 1).toArray();
            double sum = Arrays.stream(shares).sum() * (random.nextInt(4) == 0 ? 1.3 : 1);
            shares = Arrays.stream(shares).map(share -> share / sum).toArray();
            int[] groupOf = candidates(random, shares, n);
            var floors = new Floors(shares);
            for (QuotaMethod method : QuotaMethod.values()) {
                int[] order = new DetQuota(groupOf, floors, n).order(method);
                assertThat(order).hasSize(n).doesNotHaveDuplicates();
                boolean broken = breaks(order, groupOf, floors);
                if (method == QuotaMethod.GREEDY) {
                    greedyFailures[groups] += broken ? 1 : 0;
                } else {
                    assertThat(broken)
                            .as("%s breaks %s", method, Arrays.toString(shares))
                            .isFalse();
                }
            }
        }
        // As the paper proves: DetGreedy is safe up to three groups, and only there.
        assertThat(greedyFailures[2] + greedyFailures[3]).isZero();
        assertThat(greedyFailures[6]).isPositive();
    }

    /** Enough of every group for its floor, and some more of any, in random order. */
    private static int[] candidates(SplittableRandom random, double[] shares, int n) {
        var groups = new ArrayList<Integer>();
        for (int group = 0; group < shares.length; group++) {
            int needed = (int) Math.ceil(shares[group] * n - 1e-9);
            groups.addAll(Collections.nCopies(needed + random.nextInt(3), group));
        }
        while (groups.size() < n) {
            groups.add(random.nextInt(shares.length));
        }
        for (int k = groups.size() - 1; k > 0; k--) {
            Collections.swap(groups, k, random.nextInt(k + 1));
        }
        return groups.stream().mapToInt(group -> group).toArray();
    }

    private static boolean breaks(int[] order, int[] groupOf, Floors floors) {
        int[] counts = new int[floors.groups()];
        for (int k = 1; k <= order.length; k++) {
            counts[groupOf[order[k - 1]]]++;
            for (int group = 0; group < counts.length; group++) {
                if (counts[group] < floors.floor(group, k)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void quotasAreReadFromText() {
        assertThat(Quota.parse("genre=Drama:0.3")).isEqualTo(new Quota("genre", "Drama", .3));
        assertThat(Quota.parse("a=b=c:d:1")).isEqualTo(new Quota("a", "b=c:d", 1));
        for (String wrong :
                List.of("", "genre", "genre=Drama", "genre:0.3", "=x:1", "g=:1", "g=x:")) {
            assertThatThrownBy(() -> Quota.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Quota.parse("genre=Drama:30"))
                .hasMessage("share of genre=Drama must be between 0.0 and 1.0, but is 30.0");
        assertThatThrownBy(() -> Quota.parse("genre=Drama:NaN")).hasMessageContaining("\"NaN\"");
    }

    @Test
    void genreMeansGenresWhereThereIsNoSuchField() {
        Attributes items =
                new Attributes.Builder()
                        .put("1", "genres", "Action")
                        .put("2", "genres", "Drama", "War")
                        .build();
        RankedItems result =
                QuotaRerank.of(items, List.of(Quota.parse("genre=Drama:1")))
                        .apply(ask(1), list(items));
        assertThat(result.ids()).containsExactly("2", "1");
    }

    @Test
    void slipsAreToldWithAGuess() {
        assertThatThrownBy(() -> QuotaRerank.of(TWO, List.of(Quota.parse("grup=r:.5"))))
                .hasMessageContaining("did you mean \"group\"?");
        Attributes drama = groups("1:Drama", "2:Comedy");
        assertThatThrownBy(() -> QuotaRerank.of(drama, List.of(Quota.parse("group=Darma:.5"))))
                .hasMessage(
                        "no item has group=Darma (did you mean \"Drama\"?); there are Comedy, Drama");
        List<Quota> twice = List.of(Quota.parse("group=r:.5"), Quota.parse("group=r:.4"));
        assertThatThrownBy(() -> QuotaRerank.of(TWO, twice))
                .hasMessage("there are two quotas of group=r");
        assertThatThrownBy(() -> QuotaRerank.of(TWO, List.of()))
                .hasMessage("quotas must hold at least one");
    }
}
