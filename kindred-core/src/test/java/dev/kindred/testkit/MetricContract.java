package dev.kindred.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.DataMetric;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every metric promises. Subclass it once per metric and name the metric; then add values
 * computed by hand. Metrics of lists are asked for at k = {@value #K}; those of ratings get
 * predictions.
 */
public abstract class MetricContract {
    /** The list length of the metric under test. */
    protected static final int K = 5;

    private static final int ITEMS = 20;
    private static final double EXACT = 1e-12;

    /** The metric under test, at k = {@value #K} if it has a list length. */
    protected abstract Metric metric();

    /**
     * The value of lists that hold the five targets and nothing else, or of predictions that are
     * right; empty if the metric does not judge that.
     */
    protected abstract OptionalDouble perfect();

    /** The value of lists without any target; empty if the metric does not judge that. */
    protected abstract OptionalDouble nothing();

    /** True if a hit counts more at the top of the list. */
    protected abstract boolean orderMatters();

    /** Training data and attributes: ids are i0 to i19, users u0 to u9, gender f or m. */
    protected DataMetric.Data data() {
        var builder = new DatasetBuilder();
        var items = new Attributes.Builder();
        var users = new Attributes.Builder();
        var log = new InteractionLog();
        for (int item = 0; item < ITEMS; item++) {
            items.put("i" + item, "genres", "g" + item % 3, "h" + item % 4);
            log.add("u0", "i" + item, "view", 1, 0);
        }
        var random = new SplittableRandom(1);
        for (int user = 1; user < 10; user++) {
            users.put("u" + user, "gender", user % 2 == 0 ? "f" : "m");
            for (int item : random.ints(6, 0, ITEMS).toArray()) {
                log.add("u" + user, "i" + item, "view", 1, 0);
            }
        }
        Dataset train = builder.build(log).withAttributes(Attributes.NONE, items.build());
        return new DataMetric.Data(train, users.build());
    }

    private boolean ofRatings() {
        return metric().depth() == Metric.NO_LIST;
    }

    private Map<String, Double> measure(Outcome... outcomes) {
        return Metrics.measure(List.of(metric()), data(), List.of(outcomes));
    }

    private double value(Outcome... outcomes) {
        return measure(outcomes).values().iterator().next();
    }

    /** Wants items 0 to 4 and has items 15 to 19. */
    private static TestUser user(int number, int... targets) {
        double[] ratings = new double[targets.length];
        Arrays.setAll(ratings, k -> 1 + k % 2);
        History history = History.of(15, 16, 17, 18, 19);
        return new TestUser("u" + number, history, targets, ratings, null);
    }

    private static TestUser wantsFive(int number) {
        return user(number, 0, 1, 2, 3, 4);
    }

    /**
     * A list of the rows, or predictions that are off by the number of rows that are no targets.
     */
    private Outcome outcome(TestUser user, int... list) {
        if (!ofRatings()) {
            return Outcome.ofList(user, list);
        }
        int wrong = (int) Arrays.stream(list).filter(row -> row > 4).count();
        double[] predictions = Arrays.stream(user.values()).map(value -> value + wrong).toArray();
        return Outcome.ofPredictions(user, predictions);
    }

    @Test
    void isDescribedAndNamed() {
        assertThat(metric().name()).matches("[a-z][a-z0-9-]*(@" + K + ")?([:/].+)?");
        assertThat(metric().definition()).isNotBlank();
        assertThat(metric().better()).isNotNull();
        measure(outcome(wantsFive(1), 0))
                .keySet()
                .forEach(name -> assertThat(name).startsWith(metric().name()));
    }

    @Test
    void perfectIsTheBestValue() {
        if (perfect().isEmpty()) {
            assertThat(measure(outcome(wantsFive(1), 0, 1, 2, 3, 4))).isNotEmpty();
            return;
        }
        // The ratings of the targets are 1 2 1 2 1: the best order has the twos first.
        Outcome best = outcome(wantsFive(1), 1, 3, 0, 2, 4);
        assertThat(value(best)).isCloseTo(perfect().getAsDouble(), within(EXACT));
        assertThat(value(best, outcome(wantsFive(2), 1, 3, 0, 2, 4)))
                .isCloseTo(perfect().getAsDouble(), within(EXACT));
    }

    @Test
    void nothingFoundIsTheWorstValue() {
        if (nothing().isPresent()) {
            Outcome none = outcome(wantsFive(1), 5, 6, 7, 8, 9);
            assertThat(value(none)).isCloseTo(nothing().getAsDouble(), within(EXACT));
        }
    }

    @Test
    void orderMattersWhereItShould() {
        if (nothing().isEmpty() || ofRatings()) {
            return;
        }
        double first = value(outcome(wantsFive(1), 1, 6, 7, 8, 9));
        double last = value(outcome(wantsFive(1), 6, 7, 8, 9, 1));
        if (!orderMatters()) {
            assertThat(first).isEqualTo(last);
        } else if (metric().better() == Metric.Better.LOWER) {
            assertThat(first).isLessThan(last);
        } else {
            assertThat(first).isGreaterThan(last);
        }
    }

    @Test
    void listsMayBeShorterThanK() {
        for (int length = 0; length < K; length++) {
            int[] list = IntStream.range(0, length).toArray();
            for (double value : measure(outcome(wantsFive(1), list)).values()) {
                assertThat(value).as("list of %d", length).isNotInfinite();
            }
        }
        if (nothing().isPresent() && !ofRatings()) {
            assertThat(value(outcome(wantsFive(1))))
                    .isCloseTo(nothing().getAsDouble(), within(EXACT));
        }
    }

    @Test
    void usersWithoutTargetsAreLeftOut() {
        Outcome one = outcome(wantsFive(1), 0, 6, 7, 1, 9);
        Outcome none = outcome(user(2), 3, 4, 5, 6, 7);
        assertThat(measure(one, none)).isEqualTo(measure(one));
        measure(none).values().forEach(value -> assertThat(value).isNaN());
        measure().values().forEach(value -> assertThat(value).isNaN());
    }

    @Test
    void unknownItemsAreTargetsThatNoListHolds() {
        if (perfect().isPresent() && !ofRatings()) {
            TestUser two = user(1, 1, IdIndex.ABSENT);
            measure(outcome(two, 1, 6, 7, 8, 9))
                    .values()
                    .forEach(value -> assertThat(value).isFinite());
        }
    }

    @Test
    void itemsBehindRankKDoNotCount() {
        if (metric().depth() == K) {
            Outcome five = outcome(wantsFive(1), 0, 6, 1, 7, 8);
            Outcome ten = outcome(wantsFive(1), 0, 6, 1, 7, 8, 9, 2, 10, 3, 4);
            assertThat(measure(ten)).isEqualTo(measure(five));
        }
    }

    @Test
    void duplicatesAreRejected() {
        assertThatThrownBy(() -> Outcome.ofList(wantsFive(1), 0, 6, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no item twice");
        assertThatThrownBy(() -> outcome(user(1, 3, 3), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no test item twice");
    }

    @Test
    void theOrderOfTheUsersDoesNotMatter() {
        var random = new SplittableRandom(4);
        List<Outcome> outcomes = new ArrayList<>();
        for (int user = 1; user < 10; user++) {
            int[] list = random.ints(0, 15).distinct().limit(K).toArray();
            outcomes.add(outcome(wantsFive(user), list));
        }
        Map<String, Double> there = measure(outcomes.toArray(new Outcome[0]));
        Collections.reverse(outcomes);
        Map<String, Double> back = measure(outcomes.toArray(new Outcome[0]));
        assertThat(back.keySet()).isEqualTo(there.keySet());
        there.forEach(
                (name, value) -> {
                    if (!Double.isNaN(value)) {
                        assertThat(back.get(name)).as(name).isCloseTo(value, within(EXACT));
                    }
                });
    }

    @Test
    void randomListsStayBetweenWorstAndPerfect() {
        if (perfect().isEmpty() || nothing().isEmpty()) {
            return;
        }
        var random = new SplittableRandom(5);
        double low = Math.min(perfect().getAsDouble(), nothing().getAsDouble()) - EXACT;
        double high = Math.max(perfect().getAsDouble(), nothing().getAsDouble()) + EXACT;
        for (int trial = 0; trial < 50; trial++) {
            int[] list = random.ints(0, 15).distinct().limit(K).toArray();
            assertThat(value(outcome(wantsFive(1), list))).isBetween(low, high);
        }
    }
}
