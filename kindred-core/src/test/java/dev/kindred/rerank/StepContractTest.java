package dev.kindred.rerank;

import static dev.kindred.rerank.Candidates.ask;
import static dev.kindred.rerank.Candidates.groups;
import static dev.kindred.rerank.Candidates.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.rank.Note;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepContractTest {
    private static final int ITEMS = 60;
    private static final Attributes ATTRIBUTES = attributes();

    private static Attributes attributes() {
        var random = new SplittableRandom(2);
        var items = new Attributes.Builder();
        for (int item = 0; item < ITEMS; item++) {
            var of = new ArrayList<String>();
            for (String value : List.of("a", "b", "c", "d")) {
                if (random.nextInt(4) == 0) {
                    of.add(value);
                }
            }
            items.put("i" + item, "many", of);
            items.put("i" + item, "one", item % 7 == 0 ? List.of() : List.of("v" + item % 3));
        }
        return items.build();
    }

    static Map<String, Step> steps() {
        ItemSimilarity similarity = ItemSimilarity.ofAttributes(ATTRIBUTES, List.of("many"));
        var steps = new TreeMap<String, Step>();
        for (double d : new double[] {0, .3, .9, 1}) {
            steps.put("mmr " + d, Mmr.of(d, similarity));
            steps.put("mmr mean " + d, Mmr.of(d, similarity).withLinkage(Mmr.Linkage.AVERAGE));
            steps.put("dpp " + d, Dpp.of(d, similarity));
            steps.put("xquad " + d, XQuad.of(d, ATTRIBUTES, "many"));
            steps.put("calibrated " + d, Calibrated.of(d, ATTRIBUTES, "many"));
            for (FairExposure.Target target : FairExposure.Target.values()) {
                steps.put(target + " " + d, FairExposure.of(d, ATTRIBUTES, "one", target));
            }
        }
        steps.put("cap", CategoryCap.of(ATTRIBUTES, "many", 2));
        steps.put("spacing", Spacing.of(ATTRIBUTES, "one", 3));
        steps.put("fa*ir", FaStar.of(ATTRIBUTES, Quota.parse("one=v2:.5"), .1));
        for (QuotaMethod method : QuotaMethod.values()) {
            for (String value : List.of("many=a", "one=v1")) {
                steps.put(
                        method + value,
                        QuotaRerank.of(ATTRIBUTES, List.of(Quota.parse(value + ":.4")), method));
            }
        }
        return steps;
    }

    static List<String> names() {
        return List.copyOf(steps().keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void theResultHasTheSameItemsInADeterminedOrderWithANoteForEachMove(String name) {
        Step step = steps().get(name);
        var random = new SplittableRandom(7);
        for (int round = 0; round < 60; round++) {
            RankedItems candidates = random(random);
            Query query = Query.of(History.of(1, 5, 9), 1 + random.nextInt(20));
            RankedItems result = step.apply(query, candidates);
            assertThat(result.ids()).containsExactlyInAnyOrderElementsOf(candidates.ids());
            assertThat(steps().get(name).apply(query, candidates)).isEqualTo(result);
            for (int at = 0; at < result.size(); at++) {
                int from = candidates.ids().indexOf(result.id(at));
                List<Note> notes = result.entries().get(at).notes();
                if (from == at) {
                    assertThat(notes).isEmpty();
                } else {
                    var move = (Note.Move) notes.get(0);
                    assertThat(List.of(move.from(), move.to())).containsExactly(from + 1, at + 1);
                    assertThat(move.reason()).isNotBlank();
                }
            }
            if (name.endsWith(" 0.0") && !name.startsWith("LESS")) {
                assertThat(result.ids()).isEqualTo(candidates.ids());
            }
        }
    }

    /** Items in random order with falling scores, some equal, the last ones from a fallback. */
    private static RankedItems random(SplittableRandom random) {
        var entries = new ArrayList<RankedItems.Entry>();
        double score = random.nextDouble(-5, 20);
        int size = random.nextInt(ITEMS);
        var left = new ArrayList<Integer>();
        for (int row = 0; row < ITEMS; row++) {
            left.add(row);
        }
        for (int k = 0; k < size; k++) {
            int row = left.remove(random.nextInt(left.size()));
            score -= random.nextInt(3) == 0 ? 0 : random.nextDouble();
            entries.add(new RankedItems.Entry(row, score, "m", k > 50));
        }
        return new RankedItems(ATTRIBUTES.ids(), entries);
    }

    @Test
    void aCapHoldsBackWhatIsTooMuch() {
        Attributes items = groups("1:x", "2:x", "3:x", "4:y", "5", "6:x|y", "7:z");
        Step cap = CategoryCap.of(items, "group", 1);
        RankedItems result = cap.apply(ask(4), list(items));
        assertThat(Candidates.first(result, 4)).containsExactly("1", "4", "5", "7");
        assertThat(result.notes()).isEmpty();
        assertThat(result.entries().get(1).notes())
                .containsExactly(new Note.Move("cap", 4, 2, "at most 1 per group"));
        RankedItems more = cap.apply(ask(6), list(items));
        assertThat(Candidates.first(more, 6)).containsExactly("1", "4", "5", "7", "2", "3");
        assertThat(more.notes())
                .containsExactly(
                        "at most 1 per group: only 4 of 6 places could be filled that way");
    }

    @Test
    void spacedItemsKeepTheirDistance() {
        Attributes items = groups("1:x", "2:x", "3:x", "4:y", "5:y", "6:z");
        RankedItems result = Spacing.of(items, "group", 2).apply(ask(5), list(items));
        assertThat(Candidates.first(result, 5)).containsExactly("1", "4", "2", "5", "3");
        assertThat(result.notes()).isEmpty();
        // With 3: x y z x y; the sixth place would need a z.
        RankedItems far = Spacing.of(items, "group", 3).apply(ask(6), list(items));
        assertThat(far.ids()).containsExactly("1", "4", "6", "2", "5", "3");
        assertThat(far.notes())
                .containsExactly("group at least 3 places apart: not possible for 1 of 6 places");
    }

    @Test
    void fullWeightSharesExposureByTheCatalogue() {
        // Two groups of four: equal shares. x .5 of the exposure: places 1 and 4 to x.
        Attributes items = groups("1:x", "2:x", "3:x", "4:x", "5:y", "6:y", "7:y", "8:y");
        RankedItems result =
                FairExposure.of(1, items, "group", FairExposure.Target.CATALOGUE)
                        .apply(ask(4), list(items));
        // v = 1, .631, .5, .431. x takes 1; y lacks .815 of 1.631, then 1.065 - .631 of 2.131
        // against x .065; then x lacks .281, y .150.
        assertThat(Candidates.first(result, 4)).containsExactly("1", "5", "6", "2");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        ItemSimilarity any = (item, other) -> 0;
        assertThatThrownBy(() -> Mmr.of(1.5, any)).hasMessageContaining("diversity");
        assertThatThrownBy(() -> Dpp.of(Double.NaN, any)).hasMessageContaining("diversity");
        assertThatThrownBy(() -> CategoryCap.of(ATTRIBUTES, "many", 0))
                .hasMessageContaining("most");
        assertThatThrownBy(() -> Spacing.of(ATTRIBUTES, "mny", 2))
                .hasMessageContaining("did you mean \"many\"?");
    }

    @Test
    void similaritiesOfItems() {
        Attributes items = groups("1:x|y", "2:y|z", "3");
        ItemSimilarity shared = ItemSimilarity.ofAttributes(items, List.of("group"));
        assertThat(shared.similarity(0, 1)).isEqualTo(1 / 3.0);
        assertThat(shared.similarity(0, 2)).isZero();
        assertThat(shared.similarity(2, 2)).isEqualTo(1);
        ItemSimilarity vectors =
                ItemSimilarity.ofVectors(new float[][] {{3, 4}, {4, 3}, {-1, 0}, {0, 0}});
        assertThat(vectors.similarity(0, 1))
                .isCloseTo(.96, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(vectors.similarity(0, 2)).isZero();
        assertThat(vectors.similarity(0, 3)).isZero();
    }
}
