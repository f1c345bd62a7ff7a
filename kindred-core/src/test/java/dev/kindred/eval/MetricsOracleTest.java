package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.data.TestSet.TestUser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every per-user metric of lists against its naive version, on random lists. */
class MetricsOracleTest {
    private static final int ITEMS = 30;
    private static final Set<String> OF_ALL_LISTS =
            Set.of(
                    "coverage",
                    "gini",
                    "gini-ranksys",
                    "gini-complement",
                    "entropy",
                    "entropy-nats",
                    "entropy-recbole",
                    "exposure");
    private static final Set<String> OF_RATINGS = Set.of("rmse", "mae", "rmse-user", "mae-user");

    private final List<Set<Integer>> training = new ArrayList<>();
    private final List<Set<String>> genres = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyMetricEqualsItsNaiveVersion(long seed) {
        var random = new SplittableRandom(seed);
        DataMetric.Data data = randomData(random);
        for (int trial = 0; trial < 40; trial++) {
            int[] history = rows(random, random.nextInt(6), Set.of());
            var seen = new HashSet<>(boxed(history));
            int[] list = rows(random, random.nextInt(ITEMS - 6), seen);
            Map<Integer, Double> targets = targets(random, seen);
            int known = (int) targets.keySet().stream().filter(item -> item >= 0).count();
            TestUser user =
                    new TestUser(
                            "u",
                            History.of(history),
                            targets.keySet().stream()
                                    .mapToInt(item -> Math.max(-1, item))
                                    .toArray(),
                            targets.values().stream().mapToDouble(value -> value).toArray(),
                            null);
            Outcome outcome =
                    Outcome.ofList(
                            user,
                            list,
                            Targets.of(user, Double.NEGATIVE_INFINITY),
                            new Outcome.Pool(ITEMS - history.length, known));
            var naive = new NaiveMetrics(boxed(list), targets, seen, training, ITEMS, genres);
            compare(data, outcome, naive, 1 + random.nextInt(12));
        }
    }

    private static void compare(DataMetric.Data data, Outcome outcome, NaiveMetrics naive, int k) {
        for (String pattern : Metrics.known().keySet()) {
            String name = pattern.replaceAll("@.*", "");
            if (!OF_ALL_LISTS.contains(name) && !OF_RATINGS.contains(name)) {
                String full = pattern.contains("@") ? name + "@" + k : name;
                double expected = naive.value(name, k);
                double actual = Lists.value(full, data, outcome);
                if (Double.isNaN(expected)) {
                    assertThat(actual).as(full).isNaN();
                } else {
                    assertThat(actual).as(full).isCloseTo(expected, within(1e-12));
                }
            }
        }
    }

    private DataMetric.Data randomData(SplittableRandom random) {
        int[][] itemsOfUser = new int[17][];
        for (int user = 0; user < itemsOfUser.length; user++) {
            itemsOfUser[user] = rows(random, 1 + random.nextInt(12), Set.of());
            training.add(new HashSet<>(boxed(itemsOfUser[user])));
        }
        // Every item is known to somebody, but for the last one.
        itemsOfUser[0] = IntStream.range(0, ITEMS - 1).toArray();
        training.set(0, new HashSet<>(boxed(itemsOfUser[0])));
        for (int user = 1; user < itemsOfUser.length; user++) {
            itemsOfUser[user] =
                    Arrays.stream(itemsOfUser[user]).filter(item -> item < ITEMS - 1).toArray();
            training.get(user).remove(ITEMS - 1);
        }
        var attributes = new Attributes.Builder();
        for (int item = 0; item < ITEMS; item++) {
            Set<String> of = new HashSet<>();
            random.ints(random.nextInt(4), 0, 6).forEach(genre -> of.add("genre " + genre));
            genres.add(of);
            attributes.put("i" + item, "genres", List.copyOf(new java.util.TreeSet<>(of)));
        }
        return Lists.data(itemsOfUser, Lists.ids(ITEMS), attributes.build());
    }

    private static Map<Integer, Double> targets(SplittableRandom random, Set<Integer> seen) {
        var targets = new LinkedHashMap<Integer, Double>();
        for (int item : rows(random, 1 + random.nextInt(8), seen)) {
            targets.put(item, (1 + random.nextInt(10)) / 2.0);
        }
        for (int unknown = random.nextInt(3); unknown > 0; unknown--) {
            targets.put(-unknown, 3.0);
        }
        return targets;
    }

    /** Different random rows in random order. */
    private static int[] rows(SplittableRandom random, int size, Set<Integer> without) {
        return random.ints(0, ITEMS)
                .filter(item -> !without.contains(item))
                .distinct()
                .limit(size)
                .toArray();
    }

    private static List<Integer> boxed(int[] rows) {
        return Arrays.stream(rows).boxed().toList();
    }
}
