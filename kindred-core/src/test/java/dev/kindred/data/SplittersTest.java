package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplittersTest {
    private static final List<String> ALL =
            List.of(
                    "random:0.2",
                    "user:0.2",
                    "leave-one-out",
                    "last:5",
                    "time:0.8",
                    "users:0.1",
                    "cold-users:0.1",
                    "cv:5",
                    "cv-users:4");

    private static Split one(String spec, Dataset data, long seed) {
        return Splitters.parse(spec).split(data, seed).get(0);
    }

    /** Every "user item value" of a data set, by outside ids. */
    private static TreeSet<String> triples(Dataset data) {
        var triples = new TreeSet<String>();
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int k = 0; k < history.size(); k++) {
                triples.add(
                        "%s > %s = %s @ %d"
                                .formatted(
                                        data.users().id(user),
                                        data.items().id(history.item(k)),
                                        history.value(k),
                                        history.time(k)));
            }
        }
        return triples;
    }

    private static String text(Split split) {
        var text = new StringBuilder(split.train().fingerprint());
        for (TestSet.TestUser user : split.test().users()) {
            text.append(user.id())
                    .append(user.history())
                    .append(Arrays.toString(user.targets()))
                    .append(Arrays.toString(user.values()));
        }
        return text.toString();
    }

    private static Map<String, Integer> targetsByUser(Split split) {
        var counts = new HashMap<String, Integer>();
        split.test().users().forEach(user -> counts.put(user.id(), user.targets().length));
        return counts;
    }

    @Test
    void sameSeedGivesTheSameSplitAndAnotherSeedAnother() {
        Dataset data = Datasets.random(1, 40, 30, 500);
        for (String spec : ALL) {
            String first = text(one(spec, data, 7));
            assertThat(text(one(spec, data, 7))).as(spec).isEqualTo(first);
            boolean isRandom = !List.of("leave-one-out", "last:5", "time:0.8").contains(spec);
            assertThat(text(one(spec, data, 8)).equals(first)).as(spec).isNotEqualTo(isRandom);
        }
    }

    @Test
    void descriptionsAreReadBackAsTheSameSplit() {
        Dataset data = Datasets.random(2, 20, 20, 200);
        for (String spec : ALL) {
            Splitter splitter = Splitters.parse(spec);
            assertThat(splitter.description()).isEqualTo(spec);
            assertThat(text(Splitters.parse(splitter.description()).split(data, 3).get(0)))
                    .isEqualTo(text(splitter.split(data, 3).get(0)));
        }
        assertThat(Splitters.parse(" random: .25 ").description()).isEqualTo("random:0.25");
    }

    @Test
    void everyInteractionIsTrainedOnOrATargetAndNeverBoth() {
        Dataset data = Datasets.random(3, 30, 25, 400);
        for (String spec :
                List.of("random:0.3", "user:0.3", "leave-one-out", "last:3", "time:.7")) {
            Split split = one(spec, data, 5);
            TreeSet<String> train = triples(split.train());
            assertThat(triples(data)).as(spec).containsAll(train);
            assertThat(train.size() + split.test().targets()).as(spec).isEqualTo(data.size());
            for (TestSet.TestUser user : split.test().users()) {
                int row = split.train().users().row(user.id());
                History known = row < 0 ? History.EMPTY : split.train().history(row);
                assertThat(user.history().items()).containsExactly(known.items());
                assertThat(user.history().user()).isEqualTo(row);
                for (int target : user.targets()) {
                    assertThat(known.find(target)).as("%s: target in history", spec).isNegative();
                }
            }
        }
    }

    @Test
    void randomTakesTheFractionOfAllInteractions() {
        Dataset data = Datasets.random(4, 30, 25, 400);
        Split split = one("random:0.2", data, 1);
        assertThat(split.test().targets()).isEqualTo((int) Math.round(data.size() * 0.2));
    }

    @Test
    void userTakesTheFractionOfEachUsersInteractionsAndLeavesEverybodyOne() {
        // a: 8 x 0.25 = 2   b: 2 x 0.25 = 0.5, rounded to 1   c: 1 x 0.25 rounded to 0
        Dataset data =
                Datasets.of("a 1 1 a 2 1 a 3 1 a 4 1 a 5 1 a 6 1 a 7 1 a 8 1 b 1 1 b 2 1 c 1 1");
        assertThat(targetsByUser(one("user:0.25", data, 1))).isEqualTo(Map.of("a", 2, "b", 1));
        // 8 x 0.99 = 7.92, at most 7; 2 x 0.99 = 1.98, at most 1; c keeps its only one
        assertThat(targetsByUser(one("user:0.99", data, 1))).isEqualTo(Map.of("a", 7, "b", 1));
    }

    @Test
    void lastTakesTheLatestEventsInEventOrder() {
        var log = new InteractionLog();
        log.add("a", "late", "rating", 3, 30);
        log.add("a", "early", "rating", 1, 10);
        log.add("a", "middle", "rating", 2, 20);
        log.add("b", "early", "rating", 5, 99);
        log.add("b", "late", "rating", 4, 99); // same time: arrival decides
        log.add("c", "early", "rating", 1, 1);
        Dataset data = new DatasetBuilder().build(log);
        Split one = one("leave-one-out", data, 0);
        assertThat(targetsByUser(one)).isEqualTo(Map.of("a", 1, "b", 1));
        // nobody else has "late", so the training data does not know it
        assertThat(one.train().items().ids()).containsExactly("early", "middle");
        assertThat(one.test().users().get(0).targets()).containsExactly(IdIndex.ABSENT);
        assertThat(one.test().users().get(0).values()).containsExactly(3);
        Split two = one("last:2", data, 0);
        assertThat(targetsByUser(two)).isEqualTo(Map.of("a", 2, "b", 1));
        assertThat(two.test().users().get(0).values()).containsExactly(2, 3);
        assertThat(two.train().items().ids()).containsExactly("early");
    }

    @Test
    void timeTrainsOnTheFirstAndTestsOnTheLast() {
        var log = new InteractionLog();
        log.add("a", "x", "rating", 1, 40);
        log.add("a", "y", "rating", 2, 10);
        log.add("b", "x", "rating", 3, 20);
        log.add("b", "z", "rating", 4, 40);
        log.add("c", "y", "rating", 5, 50);
        Dataset data = new DatasetBuilder().build(log);
        // By time: a-y 10, b-x 20, a-x 40, b-z 40, c-y 50. 5 x 0.6 = 3: of the two at 40 the lower
        // user row (a) is trained on.
        Split split = one("time:0.6", data, 0);
        assertThat(triples(split.train()))
                .containsExactly("a > x = 1.0 @ 40", "a > y = 2.0 @ 10", "b > x = 3.0 @ 20");
        assertThat(split.test().users()).extracting(TestSet.TestUser::id).containsExactly("b", "c");
        TestSet.TestUser b = split.test().users().get(0);
        assertThat(b.targets()).containsExactly(IdIndex.ABSENT); // z
        TestSet.TestUser c = split.test().users().get(1);
        assertThat(c.history()).isSameAs(History.EMPTY);
        assertThat(c.targets()).containsExactly(split.train().items().row("y"));
        // 5 x 0.99 rounds to 5: nothing is left to test
        assertThat(one("time:0.99", data, 0).test().users()).isEmpty();
    }

    @Test
    void timeMatchesASortOfAllEvents() {
        Dataset data = Datasets.random(9, 20, 30, 300);
        var times = new ArrayList<Long>();
        for (int k = 0; k < data.size(); k++) {
            times.add(data.time(k));
        }
        times.sort(null);
        Split split = one("time:0.8", data, 0);
        int trained = (int) Math.round(data.size() * 0.8);
        assertThat(split.train().size()).isEqualTo(trained);
        assertThat(split.train().latestTime()).isEqualTo(times.get(trained - 1));
    }

    @Test
    void timeWithoutTimesSaysSo() {
        assertThatThrownBy(() -> one("time:0.8", Datasets.of("a x 1 b y 1"), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time:0.8 needs times");
    }

    @Test
    void heldOutUsersAreNotInTheTrainingData() {
        Dataset data = Datasets.random(5, 50, 40, 900);
        Split split = one("users:0.1", data, 1);
        assertThat(split.test().users()).hasSize(5);
        assertThat(split.train().users().size()).isEqualTo(data.users().size() - 5);
        for (TestSet.TestUser user : split.test().users()) {
            assertThat(split.train().users().contains(user.id())).isFalse();
            assertThat(user.history().user()).isEqualTo(History.UNKNOWN_USER);
            History all = data.history(data.users().row(user.id()));
            // 80 % of the history is given, less what the training data does not know
            int known = (int) Math.min(Math.round(all.size() * 0.8), all.size() - 1);
            assertThat(user.targets()).hasSize(all.size() - known);
            assertThat(user.history().size()).isBetween(1, known);
            long previous = Long.MIN_VALUE;
            for (int k = 0; k < user.history().size(); k++) {
                String item = split.train().items().id(user.history().item(k));
                int at = all.find(data.items().row(item));
                assertThat(user.history().value(k)).isEqualTo(all.value(at));
                assertThat(user.history().time(k))
                        .isEqualTo(all.time(at))
                        .isGreaterThanOrEqualTo(previous);
                assertThat(user.targets()).doesNotContain(user.history().item(k));
                previous = all.time(at);
            }
        }
    }

    private static Dataset withAges(Dataset data) {
        var ages = new Attributes.Builder();
        for (int user = 0; user < data.users().size(); user++) {
            ages.put(data.users().id(user), "age", "" + user);
        }
        return data.withAttributes(ages.build(), Attributes.NONE);
    }

    @Test
    void coldUsersHaveNoHistoryAndAllTheirInteractionsAreTargets() {
        Dataset data = Datasets.random(5, 50, 40, 900);
        Split split = one("cold-users:0.1", data, 1);
        List<String> heldOut = split.test().users().stream().map(TestSet.TestUser::id).toList();
        assertThat(heldOut)
                .hasSize(5)
                .isEqualTo(
                        one("users:0.1", data, 1).test().users().stream()
                                .map(TestSet.TestUser::id)
                                .toList());
        for (TestSet.TestUser user : split.test().users()) {
            assertThat(split.train().users().contains(user.id())).isFalse();
            assertThat(user.history().isEmpty()).isTrue();
            assertThat(user.targets()).hasSize(data.byUser().size(data.users().row(user.id())));
        }
    }

    @Test
    void heldOutUsersKeepTheirAttributes() {
        Dataset data = withAges(Datasets.random(5, 50, 40, 900));
        for (String spec : ALL) {
            for (TestSet.TestUser user : one(spec, data, 3).test().users()) {
                assertThat(user.history().attributes().values("age"))
                        .as("%s of %s", spec, user.id())
                        .containsExactly("" + data.users().row(user.id()));
            }
        }
        Split split = one("cold-users:0.1", data, 3);
        Attributes all = split.test().userAttributes(split.train());
        for (String user : data.users().ids()) {
            assertThat(all.of(user).text("age")).isEqualTo("" + data.users().row(user));
        }
    }

    @Test
    void aHeldOutUserWithOneInteractionHasNoTargets() {
        Dataset data = Datasets.of("a x 1 b x 1 c x 1 d x 1");
        Split split = one("users:0.5", data, 1);
        assertThat(split.train().users().size()).isEqualTo(2);
        assertThat(split.test().users()).isEmpty();
    }

    @Test
    void foldsTestEachInteractionOnce() {
        Dataset data = Datasets.random(6, 30, 25, 403);
        var targets = new TreeSet<String>();
        int sizes = 0;
        for (Split split : Splitters.folds(5).split(data, 2)) {
            assertThat(split.test().targets()).isBetween(data.size() / 5, data.size() / 5 + 1);
            TreeSet<String> rest = triples(data);
            rest.removeAll(triples(split.train()));
            assertThat(rest).hasSize(split.test().targets());
            targets.addAll(rest);
            sizes += rest.size();
        }
        assertThat(targets).isEqualTo(triples(data));
        assertThat(sizes).isEqualTo(data.size());
    }

    @Test
    void userFoldsHoldOutEachUserOnce() {
        Dataset data = Datasets.random(7, 30, 25, 403);
        var heldOut = new ArrayList<String>();
        for (Split split : Splitters.userFolds(4).split(data, 2)) {
            split.test().users().forEach(user -> heldOut.add(user.id()));
            assertThat(split.train().users().size() + split.test().users().size())
                    .isEqualTo(data.users().size());
        }
        assertThat(heldOut).containsExactlyInAnyOrderElementsOf(data.users().ids());
    }

    @Test
    void validationNeverSeesTheTestSet() {
        Dataset data = Datasets.random(8, 30, 25, 400);
        Split split = one("random:0.2", data, 1);
        Split validation = split.validation(Splitters.parse("random:0.2"), 1).get(0);
        assertThat(triples(split.train())).containsAll(triples(validation.train()));
        assertThat(validation.train().size() + validation.test().targets())
                .isEqualTo(split.train().size());
    }

    @Test
    void emptyDataSplitsIntoNothing() {
        Dataset empty = new DatasetBuilder().build(new InteractionLog());
        for (String spec :
                List.of("random:0.2", "user:0.2", "leave-one-out", "last:5", "users:.1")) {
            Split split = one(spec, empty, 1);
            assertThat(split.train().size()).isZero();
            assertThat(split.test().users()).isEmpty();
        }
        assertThatThrownBy(() -> one("cv:5", empty, 1))
                .hasMessageContaining("5 folds need at least as many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rnadom:0.2|did you mean \"random\"?",
                "leave-one|did you mean \"leave-one-out\"?",
                "nothing:3|unknown split \"nothing:3\"",
                "random|is written random:0.2",
                "leave-one-out:3|is written leave-one-out",
                "random:0|must be above 0 and below 1, but is 0.0",
                "random:1|must be above 0 and below 1",
                "user:NaN|must be above 0 and below 1",
                "time:-3|must be above 0 and below 1",
                "cold-users:2|must be above 0 and below 1, but is 2.0",
                "users:x|\"x\" is no number, as in users:0.1",
                "last:0|events must be at least 1, but is 0",
                "last:2.5|\"2.5\" is no number, as in last:5",
                "cv:1|at least 2 folds, not 1",
            })
    void aBadDescriptionIsAnErrorThatListsTheKnownForms(String spec, String reason) {
        assertThatThrownBy(() -> Splitters.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("random:0.2, user:0.2, leave-one-out, last:5, time:0.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "  "})
    void anEmptyDescriptionIsAnError(String spec) {
        assertThatThrownBy(() -> Splitters.parse(spec)).hasMessageContaining("unknown split");
    }
}
