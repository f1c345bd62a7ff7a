package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testkit.Datasets;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static String fingerprint(String triples) {
        return Datasets.of(triples).fingerprint();
    }

    @Test
    void equalInteractionsHaveEqualFingerprintsAndOthersDoNot() {
        String base = fingerprint("a x 1 a y 2 b x 3");
        assertThat(base).matches("[0-9a-f]{64}").isEqualTo(fingerprint("a x 1 a y 2 b x 3"));
        for (String other :
                List.of(
                        "a x 1 a y 2 b x 4",
                        "a x 1 a y 2 b y 3",
                        "a y 2 a x 1 b x 3",
                        "c x 1 c y 2 b x 3",
                        "a x 1 a z 2 b x 3",
                        "a x 1 a y 2",
                        "")) {
            assertThat(fingerprint(other)).as(other).isNotEqualTo(base);
        }
        Attributes titles = new Attributes.Builder().put("x", "title", "X").build();
        Dataset titled = Datasets.of("a x 1 a y 2 b x 3").withAttributes(Attributes.NONE, titles);
        assertThat(titled.fingerprint()).as("attributes are left out").isEqualTo(base);
        assertThat(titled.itemAttributes().text(0, "title")).isEqualTo("X");
    }

    @Test
    void timesAndTheWayOfStoringValuesMatterToTheFingerprintAsTheyShould() {
        Dataset data = Datasets.of("a x 1 a y 1");
        SparseRows floats =
                SparseRows.ofFloats(2, new int[] {0, 2}, new int[] {0, 1}, new float[] {1, 1});
        Dataset stored =
                new Dataset(
                        data.users(),
                        data.items(),
                        floats,
                        new int[] {0, 1},
                        null,
                        Attributes.NONE,
                        Attributes.NONE);
        assertThat(stored.fingerprint()).isEqualTo(data.fingerprint());
        Dataset timed =
                new Dataset(
                        data.users(),
                        data.items(),
                        floats,
                        new int[] {0, 1},
                        new long[] {1, 2},
                        Attributes.NONE,
                        Attributes.NONE);
        assertThat(timed.fingerprint()).isNotEqualTo(data.fingerprint());
    }

    @Test
    void theFingerprintIsTheSameInEveryVersion() {
        // SHA-256 over: per user and item, the length of its id less one (a byte) and its UTF-8;
        // then, in longs, the numbers of users and items, and per user its number of entries and
        // each one's item, bits of the value and time. Computed once with another program.
        assertThat(fingerprint("a x 1"))
                .isEqualTo("a207e9bfaff85af71d1165df40a64a4486447e2b42058f1d72a371f61ee07a30");
    }

    @Test
    void subsetMatchesABuildFromTheKeptEvents() {
        for (long seed = 0; seed < 10; seed++) {
            Dataset data = Datasets.random(seed, 15, 12, 90);
            var random = new SplittableRandom(seed);
            var keep = new BitSet();
            for (int k = 0; k < data.size(); k++) {
                keep.set(k, random.nextDouble() < 0.4);
            }
            // Old rows in their order: a log of all users, then of all items would give the same.
            var users = new IdIndex.Builder();
            var items = new IdIndex.Builder();
            int kept = 0;
            for (int user = 0; user < data.users().size(); user++) {
                for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
                    if (keep.get(k)) {
                        users.add(data.users().id(user));
                        kept++;
                    }
                }
            }
            for (int item = 0; item < data.items().size(); item++) {
                for (int user = 0; user < data.users().size(); user++) {
                    int k = data.byUser().find(user, item);
                    if (k >= 0 && keep.get(k)) {
                        items.add(data.items().id(item));
                    }
                }
            }
            Dataset subset = data.subset(keep);
            assertThat(subset.size()).isEqualTo(kept);
            assertThat(subset.users()).isEqualTo(users.build());
            assertThat(subset.items()).isEqualTo(items.build());
            for (int user = 0; user < subset.users().size(); user++) {
                assertSameEvents(data, subset, user, keep);
            }
        }
    }

    private static void assertSameEvents(Dataset data, Dataset subset, int user, BitSet keep) {
        int old = data.users().row(subset.users().id(user));
        History history = subset.history(user);
        int n = 0;
        for (int at = data.byUser().start(old); at < data.byUser().end(old); at++) {
            int k = data.eventEntry(at);
            if (keep.get(k)) {
                assertThat(subset.items().id(history.item(n)))
                        .isEqualTo(data.items().id(data.byUser().column(k)));
                assertThat(history.value(n)).isEqualTo(data.byUser().value(k));
                assertThat(history.time(n)).isEqualTo(data.time(k));
                n++;
            }
        }
        assertThat(history.size()).isEqualTo(n);
        assertThat(history.user()).isEqualTo(user);
    }

    @Test
    void subsetKeepsItemsWithAttributesAndUsersAttributes() {
        Attributes titles = new Attributes.Builder().put("y", "title", "Y").build();
        Attributes ages = new Attributes.Builder().put("b", "age", "9").build();
        Dataset data = Datasets.of("a x 1 a y 1 b z 1").withAttributes(ages, titles);
        var last = new BitSet();
        last.set(2);
        Dataset subset = data.subset(last);
        assertThat(subset.items().ids()).containsExactly("y", "z");
        assertThat(subset.itemAttributes().text(0, "title")).isEqualTo("Y");
        assertThat(subset.userAttributes().text(0, "age")).isEqualTo("9");
        assertThat(data.subset(new BitSet()).users().size()).isZero();
    }

    @Test
    void byItemIsTheTransposeAndComputedOnce() {
        Dataset data = Datasets.of("a x 1 b x 2 b y 3");
        assertThat(data.byItem().find(0, 1)).isNotNegative();
        assertThat(data.byItem().value(data.byItem().find(1, 1))).isEqualTo(3);
        assertThat(data.byItem()).isSameAs(data.byItem());
        assertThat(data.latestTime()).isEqualTo(Interaction.NO_TIME);
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Dataset data = Datasets.of("a x 1 b x 2");
        assertThatThrownBy(
                        () ->
                                new Dataset(
                                        IdIndex.of("a"),
                                        data.items(),
                                        data.byUser(),
                                        new int[2],
                                        null,
                                        Attributes.NONE,
                                        Attributes.NONE))
                .hasMessage("rows must have length 1, but has 2");
        assertThatThrownBy(
                        () ->
                                new Dataset(
                                        data.users(),
                                        data.items(),
                                        data.byUser(),
                                        new int[2],
                                        new long[1],
                                        Attributes.NONE,
                                        Attributes.NONE))
                .hasMessage("times must have length 2, but has 1");
    }

    @Test
    void aTestSetOfAnotherFileNamesRowsOfTheTrainingData() {
        Dataset train = Datasets.of("a x 1 a y 1 b y 1");
        Dataset test = Datasets.of("b x 4 b new 5 c y 3");
        TestSet set = TestSet.of(train, test);
        assertThat(set.targets()).isEqualTo(3);
        TestSet.TestUser b = set.users().get(0);
        assertThat(b.id()).isEqualTo("b");
        assertThat(b.history().items()).containsExactly(1);
        assertThat(b.history().user()).isEqualTo(1);
        assertThat(b.targets()).containsExactly(0, IdIndex.ABSENT);
        assertThat(b.values()).containsExactly(4, 5);
        TestSet.TestUser c = set.users().get(1);
        assertThat(c.history().isEmpty()).isTrue();
        assertThat(c.targets()).containsExactly(1);
        assertThat(c.withCandidates(new int[] {0, 1}).candidates()).containsExactly(0, 1);
    }

    @Test
    void moreItemsAreItemsThatNobodyHas() {
        Dataset data = Datasets.of("a x 1 a y 2 b x 3");
        IdIndex more = IdIndex.of("x", "y", "z");
        Attributes attributes = new Attributes.Builder().put("z", "genre", "g").build();

        Dataset wider = data.withItems(more, attributes);

        assertThat(wider.items()).isEqualTo(more);
        assertThat(wider.byUser().columns()).isEqualTo(3);
        assertThat(wider.byItem().size(2)).isZero();
        assertThat(wider.history(0).items()).containsExactly(0, 1);
        assertThat(wider.itemAttributes().text(2, "genre")).isEqualTo("g");
        assertThatThrownBy(() -> data.withItems(IdIndex.of("y", "x"), Attributes.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> data.withItems(IdIndex.of("x"), Attributes.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> data.byUser().withColumns(1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
