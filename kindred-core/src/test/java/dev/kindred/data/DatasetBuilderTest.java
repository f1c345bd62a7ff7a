package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testkit.Datasets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetBuilderTest {
    private static InteractionLog log(Object... fields) {
        var log = new InteractionLog();
        for (int k = 0; k < fields.length; k += 5) {
            log.add(
                    (String) fields[k],
                    (String) fields[k + 1],
                    (String) fields[k + 2],
                    ((Number) fields[k + 3]).doubleValue(),
                    ((Number) fields[k + 4]).longValue());
        }
        return log;
    }

    /** "user item" to value, sorted. */
    private static Map<String, Double> cells(Dataset data) {
        var cells = new TreeMap<String, Double>();
        for (int user = 0; user < data.users().size(); user++) {
            for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
                cells.put(
                        data.users().id(user) + " " + data.items().id(data.byUser().column(k)),
                        data.byUser().value(k));
            }
        }
        return cells;
    }

    @Test
    void weightsMultiplyTheValuesOfTheirType() {
        InteractionLog log =
                log(
                        "a", "x", "view", 2, 1, "a", "y", "buy", 2, 2, "b", "x", "skip", 2, 3, //
                        "b", "z", "bot", 2, 4, "c", "z", "bot", 1, 5);
        Dataset data =
                new DatasetBuilder()
                        .weight("buy", 5)
                        .weight("skip", -0.5)
                        .weight("bot", 0)
                        .build(log);
        // view has no weight: 2; buy 2 x 5; skip 2 x -0.5; bot is dropped, and user c with it
        assertThat(cells(data)).isEqualTo(Map.of("a x", 2.0, "a y", 10.0, "b x", -1.0));
        assertThat(data.users().ids()).containsExactly("a", "b");
        assertThat(data.items().ids()).containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource({"FIRST,2", "LAST,3", "SUM,9", "MAX,4"})
    void repeatsBecomeOneEventAtTheLatestTime(Dedupe rule, double expected) {
        // a's values for x in the order of time: 2 (at 10), 4 (20), 3 (30)
        InteractionLog log =
                log(
                        "a", "x", "rating", 3, 30, "a", "y", "rating", 1, 25, //
                        "a", "x", "rating", 2, 10, "b", "x", "rating", 7, 1, //
                        "a", "x", "rating", 4, 20);
        Dataset data = new DatasetBuilder().dedupe(rule).build(log);
        assertThat(cells(data)).isEqualTo(Map.of("a x", expected, "a y", 1.0, "b x", 7.0));
        History a = data.history(0);
        assertThat(a.items()).as("y at 25, x at 30").containsExactly(1, 0);
        assertThat(a.time(1)).isEqualTo(30);
        assertThat(data.size()).isEqualTo(3);
    }

    @Test
    void withoutTimesTheLastToArriveIsTheLatest() {
        assertThat(cells(Datasets.of("a x 5 a y 1 a x 2")))
                .isEqualTo(Map.of("a x", 2.0, "a y", 1.0));
        assertThat(Datasets.of("a x 5 a y 1 a x 2").history(0).items()).containsExactly(1, 0);
        assertThat(Datasets.of("a x 5").hasTimes()).isFalse();
    }

    @Test
    void theTimeWindowHasItsStartAndNotItsEnd() {
        InteractionLog log =
                log(
                        "a",
                        "x",
                        "rating",
                        1,
                        9,
                        "a",
                        "y",
                        "rating",
                        1,
                        10, //
                        "a",
                        "z",
                        "rating",
                        1,
                        19,
                        "b",
                        "x",
                        "rating",
                        1,
                        20, //
                        "b",
                        "y",
                        "rating",
                        1,
                        Interaction.NO_TIME);
        assertThat(cells(new DatasetBuilder().between(10, 20).build(log)).keySet())
                .containsExactly("a y", "a z");
        assertThat(cells(new DatasetBuilder().between(Interaction.NO_TIME, 10).build(log)).keySet())
                .as("no time is infinitely old")
                .containsExactly("a x", "b y");
        assertThatThrownBy(() -> new DatasetBuilder().between(5, 5))
                .hasMessage("the time window must end after it starts, but goes from 5 to 5");
        Dataset far = new DatasetBuilder().build(log("a", "x", "rating", 1, Long.MAX_VALUE));
        assertThat(far.size()).as("nothing is lost without a window").isEqualTo(1);
    }

    @Test
    void dedupeSeesOnlyTheWindow() {
        InteractionLog log = log("a", "x", "rating", 1, 5, "a", "x", "rating", 2, 15);
        Dataset data = new DatasetBuilder().dedupe(Dedupe.SUM).between(0, 10).build(log);
        assertThat(cells(data)).isEqualTo(Map.of("a x", 1.0));
    }

    @Test
    void likesAreValuesFromTheThresholdOn() {
        Dataset data =
                new DatasetBuilder()
                        .likesFrom(4)
                        .build(
                                List.of(
                                        Interaction.of("a", "x", 4),
                                        Interaction.of("a", "y", 3.9),
                                        Interaction.of("b", "y", 5),
                                        Interaction.of("c", "y", -1)));
        assertThat(cells(data)).isEqualTo(Map.of("a x", 1.0, "b y", 1.0));
        assertThat(data.byUser().isBinary()).isTrue();
        // the sum counts, not its parts: 2 + 2 reach 4
        InteractionLog log = log("a", "x", "view", 2, 1, "a", "x", "view", 2, 2);
        assertThat(cells(new DatasetBuilder().dedupe(Dedupe.SUM).likesFrom(4).build(log)))
                .isEqualTo(Map.of("a x", 1.0));
    }

    @Test
    void minimumCountsAreAppliedUntilAllHaveEnough() {
        // x has users a b c, y has a b, z has c d, w has d alone. Items need 2: w goes, so d has
        // one left. Users need 2: d goes, so z has one left and goes, so c has one left and goes.
        String all = "a x 1 a y 1 b x 1 b y 1 c x 1 c z 1 d z 1 d w 1";
        var builder = new DatasetBuilder().minPerUser(2).minPerItem(2);
        InteractionLog log = new InteractionLog();
        String[] words = all.split(" ");
        for (int k = 0; k < words.length; k += 3) {
            log.add(Interaction.of(words[k], words[k + 1], 1));
        }
        assertThat(cells(builder.build(log)).keySet()).containsExactly("a x", "a y", "b x", "b y");
        assertThat(new DatasetBuilder().minPerUser(3).build(log).size()).isZero();
        assertThatThrownBy(() -> builder.minPerUser(0)).hasMessageContaining("at least 1");
    }

    @Test
    void minimumCountsMatchANaiveLoop() {
        for (long seed = 0; seed < 10; seed++) {
            var random = new SplittableRandom(seed);
            var log = new InteractionLog();
            var pairs = new HashSet<String>();
            for (int k = 0; k < 150; k++) {
                String user = "u" + random.nextInt(30);
                String item = "i" + random.nextInt(30);
                log.add(Interaction.of(user, item, 1));
                pairs.add(user + " " + item);
            }
            int before;
            do {
                before = pairs.size();
                var counts = new HashMap<String, Integer>();
                pairs.forEach(
                        pair ->
                                List.of(pair.split(" "))
                                        .forEach(id -> counts.merge(id, 1, Integer::sum)));
                pairs.removeIf(
                        pair -> {
                            String[] ids = pair.split(" ");
                            return counts.get(ids[0]) < 4 || counts.get(ids[1]) < 3;
                        });
            } while (pairs.size() < before);
            Dataset data = new DatasetBuilder().minPerUser(4).minPerItem(3).build(log);
            assertThat(cells(data).keySet()).isEqualTo(pairs);
        }
    }

    @Test
    void rowsAreNumberedByFirstAppearanceInTheLog() {
        // a comes first, though the event that is kept of it is the last; c's only event is dropped
        InteractionLog log =
                log(
                        "a", "x", "rating", 1, 1, "c", "y", "drop", 1, 1, //
                        "b", "y", "rating", 1, 1, "b", "x", "rating", 1, 2, //
                        "a", "x", "rating", 2, 2);
        Dataset data = new DatasetBuilder().weight("drop", 0).build(log);
        assertThat(data.users().ids()).containsExactly("a", "b");
        assertThat(data.items().ids()).containsExactly("x", "y");
    }

    @Test
    void itemsKnownByAttributesComeLastAndUsersDoNotCome() {
        Attributes attributes =
                new Attributes.Builder().put("new", "title", "N").put("x", "title", "X").build();
        Dataset data =
                new DatasetBuilder()
                        .itemAttributes(attributes)
                        .userAttributes(attributes)
                        .build(List.of(Interaction.of("x", "y", 1), Interaction.of("u", "x", 1)));
        assertThat(data.items().ids()).containsExactly("y", "x", "new");
        assertThat(data.users().ids()).containsExactly("x", "u");
        assertThat(data.itemAttributes().text(2, "title")).isEqualTo("N");
        assertThat(data.userAttributes().text(0, "title")).isEqualTo("X");
    }

    @Test
    void eventsAreInTheOrderOfTimeThenArrival() {
        var random = new SplittableRandom(3);
        var log = new InteractionLog();
        var times = new LinkedHashMap<String, Long>();
        for (int k = 0; k < 200; k++) {
            long time = random.nextInt(20);
            times.put("i" + k, time);
            log.add("u", "i" + k, "rating", 1, time);
        }
        List<String> expected =
                times.entrySet().stream() // stable
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .toList();
        Dataset data = new DatasetBuilder().build(log);
        History history = data.history(0);
        for (int k = 0; k < expected.size(); k++) {
            assertThat(data.items().id(history.item(k))).isEqualTo(expected.get(k));
            assertThat(history.time(k)).isEqualTo(times.get(expected.get(k)));
        }
        assertThat(data.latestTime()).isEqualTo(times.get(expected.get(199)));
    }

    @Test
    void valuesThatOverflowAreNamed() {
        assertThatThrownBy(
                        () ->
                                new DatasetBuilder()
                                        .weight("rating", 10)
                                        .build(List.of(Interaction.of("a", "x", 1e308))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user \"a\" for item \"x\" must be finite");
        assertThatThrownBy(() -> new DatasetBuilder().weight("w", Double.NaN))
                .hasMessage("weight of w must be a finite number, but is NaN");
        assertThatThrownBy(() -> new DatasetBuilder().likesFrom(Double.NaN))
                .hasMessageContaining("threshold must be a finite number");
    }
}
