package dev.kindred.spark.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Dedupe;
import dev.kindred.data.Interaction;
import dev.kindred.spark.Events;
import dev.kindred.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreparationTest {
    private static final List<Interaction> EVENTS = Events.random(60, 40, 1500, 1);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Dedupe.class,
            names = {"FIRST", "SUM"})
    void preparesWhatTheBuilderBuilds(Dedupe rule) {
        var settings =
                new PrepareSettings(
                        Map.of("rating", 2.0),
                        rule,
                        1_610_000_000_000L,
                        1_670_000_000_000L,
                        Double.NaN,
                        6,
                        9,
                        null,
                        42);
        Dataset expected =
                new DatasetBuilder()
                        .weight("rating", 2)
                        .dedupe(rule)
                        .between(1_610_000_000_000L, 1_670_000_000_000L)
                        .minPerUser(6)
                        .minPerItem(9)
                        .build(EVENTS);
        Dataset built = prepare(csv(EVENTS), settings).collect();
        assertThat(built.size()).isPositive().isLessThan(EVENTS.size());
        assertThat(histories(built)).isEqualTo(histories(expected));
        assertThat(built.items().ids()).isSorted();
        assertThat(built.users().ids()).isSorted();
    }

    @Test
    void turnsRatingsIntoLikes() {
        PrepareSettings plain = PrepareSettings.defaults();
        var settings =
                new PrepareSettings(
                        Map.of(), plain.dedupe(), plain.from(), plain.to(), 3, 1, 1, null, 42);
        Dataset expected = new DatasetBuilder().likesFrom(3).build(EVENTS);
        assertThat(histories(prepare(csv(EVENTS), settings).collect()))
                .isEqualTo(histories(expected));
    }

    @Test
    void countsBadRowsByReasonAndKeepsTheGoodOnes() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("bad.csv"),
                        """
                        user,item,rating,timestamp
                        u1,i1,5,1600000000
                        ,i2,4,1600000000
                        u1,,4,1600000000
                        u1,i3,much,1600000000
                        u1,i4,3,someday
                        u1,i5,3
                        u2,i1,,2020-01-01
                        """);
        String output = folder.resolve("out").toString();
        RejectedRows rejected =
                new Preparation(LocalSpark.session(), PrepareSettings.defaults())
                        .run(source(file), output);
        assertThat(rejected.rows()).isEqualTo(7);
        assertThat(rejected.reasons())
                .containsEntry("the user is empty", 1L)
                .containsEntry("the item is empty", 1L)
                .containsEntry("the value is not a finite number", 1L)
                .containsEntry("the row has other fields than the first ones", 1L)
                .hasSize(5);
        assertThat(rejected.examples()).containsEntry("the value is not a finite number", "much");
        Dataset good = PreparedData.open(LocalSpark.session(), output).collect();
        assertThat(good.size()).isEqualTo(2);
        assertThat(good.byUser().value(good.byUser().find(1, 0))).isEqualTo(1);
        assertThat(good.history(1).time(0)).isEqualTo(1_577_836_800_000L); // 2020-01-01
    }

    /** Spark would put small data into one file, and one task would do all the work after it. */
    @Test
    void historiesAreReadByAsManyTasksAsRunAtOnceHoweverFewThereAre() {
        var conf = LocalSpark.session().conf();
        conf.set("spark.sql.adaptive.enabled", true);
        try {
            PreparedData data = prepare(csv(EVENTS), PrepareSettings.defaults());
            assertThat(data.histories().glom().map(List::size).collect())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .doesNotContain(0);
        } finally {
            conf.set("spark.sql.adaptive.enabled", false);
        }
    }

    @Test
    void readsTheSameFromJsonAndParquet() {
        Path file = csv(EVENTS);
        var rows = LocalSpark.session().read().option("header", true).csv(file.toString());
        String json = folder.resolve("json").toString();
        String parquet = folder.resolve("events.parquet").toString();
        rows.coalesce(1).write().json(json);
        rows.selectExpr(
                        "user",
                        "item",
                        "cast(rating as double) rating",
                        "timestamp_seconds(cast(timestamp as long)) timestamp")
                .coalesce(1)
                .write()
                .parquet(parquet);
        PrepareSettings settings = PrepareSettings.defaults();
        var expected = histories(prepare(file, settings).collect());
        assertThat(histories(prepare(Path.of(json), settings).collect())).isEqualTo(expected);
        assertThat(histories(prepare(Path.of(parquet), settings).collect())).isEqualTo(expected);
    }

    @Test
    void holdsBackTheLastEventsOfEachUser() {
        PreparedData data = prepare(csv(EVENTS), split("last:2"));
        Dataset all = new DatasetBuilder().build(EVENTS);
        Dataset train = data.collect();
        Map<String, Set<String>> targets = targets(data);
        for (int user = 0; user < all.users().size(); user++) {
            String id = all.users().id(user);
            int size = all.history(user).size();
            int held = Math.min(2, size - 1);
            assertThat(targets.getOrDefault(id, Set.of())).hasSize(held);
            for (int n = size - held; n < size; n++) {
                assertThat(targets.get(id)).contains(all.items().id(all.history(user).item(n)));
            }
            assertThat(train.byUser().size(train.users().row(id))).isEqualTo(size - held);
        }
    }

    @Test
    void holdsBackTheSharesThatWereAskedFor() {
        int all = new DatasetBuilder().build(EVENTS).size();
        for (String split : List.of("random:0.3", "user:0.3", "time:0.7", "users:0.3")) {
            PreparedData data = prepare(csv(EVENTS), split(split));
            long held = targets(data).values().stream().mapToInt(Set::size).sum();
            long known = data.heldOut().map(row -> row.getItems().length).fold(0, Integer::sum);
            boolean users = split.startsWith("users");
            if (users) {
                assertThat(known).isBetween(3 * held, 6 * held); // 80 % of each
                assertThat(data.users()).isBetween(30, 55); // of 60, 70 %
            } else {
                assertThat(held).as(split).isBetween(all / 5L, all * 2L / 5);
                assertThat(data.interactions() + held).isEqualTo(all);
            }
        }
    }

    @Test
    void oneUserWithMostOfTheEventsAndEmptyPartitionsAreNothingSpecial() {
        var events = Events.random(20, 30, 100, 3);
        for (int k = 0; k < 20_000; k++) {
            events.add(Interaction.of("whale", "i" + k % 30, 1));
        }
        Dataset expected = new DatasetBuilder().dedupe(Dedupe.SUM).build(events);
        PrepareSettings plain = PrepareSettings.defaults();
        var settings =
                new PrepareSettings(
                        Map.of(), Dedupe.SUM, plain.from(), plain.to(), Double.NaN, 1, 1, null, 1);
        var spark = LocalSpark.session();
        String many = folder.resolve("many").toString();
        spark.read()
                .option("header", true)
                .csv(csv(events.subList(0, 100)).toString())
                .repartition(50)
                .write()
                .option("header", true)
                .csv(many);
        Path whale = csv(events.subList(100, events.size()));
        String output = folder.resolve("out").toString();
        new Preparation(spark, settings)
                .run(
                        new EventSource(
                                List.of(many, whale.toString()),
                                EventFormat.CSV,
                                Map.of(),
                                Map.of()),
                        output);
        Dataset built = PreparedData.open(spark, output).collect();
        int row = built.users().row("whale");
        assertThat(built.byUser().size(row)).isEqualTo(30);
        assertThat(built.byUser().value(built.byUser().start(row))).isBetween(666.0, 667.0);
        assertThat(built.size()).isEqualTo(expected.size());
    }

    private static PrepareSettings split(String split) {
        PrepareSettings plain = PrepareSettings.defaults();
        return new PrepareSettings(
                Map.of(), plain.dedupe(), plain.from(), plain.to(), Double.NaN, 1, 1, split, 7);
    }

    private int files;

    private Path csv(List<Interaction> events) {
        return Events.csv(folder.resolve("events" + files++ + ".csv"), events);
    }

    private static EventSource source(Path file) {
        return new EventSource(List.of(file.toString()), null, Map.of(), Map.of());
    }

    private PreparedData prepare(Path file, PrepareSettings settings) {
        String output = folder.resolve("prepared" + files++).toString();
        new Preparation(LocalSpark.session(), settings).run(source(file), output);
        return PreparedData.open(LocalSpark.session(), output);
    }

    private static Map<String, Set<String>> targets(PreparedData data) {
        var targets = new TreeMap<String, Set<String>>();
        for (Row row : data.targets().collectAsList()) {
            targets.put(row.getString(0), new TreeSet<>(row.getList(1)));
        }
        return targets;
    }

    /** User -> items with value and time. */
    private static Map<String, Set<String>> histories(Dataset data) {
        var all = new TreeMap<String, Set<String>>();
        for (int user = 0; user < data.users().size(); user++) {
            var events = new TreeSet<String>();
            for (int n = 0; n < data.history(user).size(); n++) {
                events.add(
                        "%s %s %d"
                                .formatted(
                                        data.items().id(data.history(user).item(n)),
                                        data.history(user).value(n),
                                        data.history(user).time(n)));
            }
            all.put(data.users().id(user), events);
        }
        return all;
    }
}
