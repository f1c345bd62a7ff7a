package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.eval.Tuner.Method;
import dev.kindred.internal.Checks;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.SearchRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SearchTest {
    /** Kinds that are not equally good. */
    public enum Kind {
        A,
        B,
        C
    }

    /** The settings of a function instead of an algorithm. */
    public record Point(double x, double y, int n, Kind kind) {
        public Point {
            if (x == 99) {
                throw new IllegalArgumentException("x must not be 99");
            }
        }
    }

    private static final Point BASE = new Point(0.5, 0.5, 10, Kind.A);
    private static final List<SearchRange> RANGES =
            SearchRange.all(BASE, "x=0..1", "y=0.001..1:log", "n=5..500:log", "kind=a|b|c");

    /** 0 at x = .3, y = .05, n = 100, kind b; grows with the distance from there. */
    private static double distance(Point at) {
        double y = Math.log(at.y / 0.05) / 4;
        double n = Math.log(at.n / 100.0) / 2;
        double kind = at.kind == Kind.B ? 0 : at.kind == Kind.A ? 0.2 : 0.5;
        return (at.x - 0.3) * (at.x - 0.3) + y * y + n * n + kind;
    }

    private static Search search(
            Method method, int trials, int parallel, ToDoubleFunction<Point> function) {
        Objective objective = config -> step -> function.applyAsDouble((Point) config);
        return search(RANGES, objective, Halving.OFF, plan(method, trials, parallel));
    }

    private static Search search(
            List<SearchRange> ranges, Objective objective, Halving halving, Search.Plan plan) {
        var space = new SearchSpace("point", BASE, ranges);
        return new Search(space, objective, halving, Metric.Better.LOWER, plan);
    }

    private static Search.Plan plan(Method method, int trials, int parallel) {
        return new Search.Plan(method, trials, parallel, true, () -> false);
    }

    private static List<Trial> run(Search search, long seed) {
        return search.run(List.of(), new FitContext(seed, 1), (trial, all) -> {});
    }

    /** As they are but for the time that they took. */
    private static List<Trial> timeless(List<Trial> trials) {
        return trials.stream()
                .map(
                        one ->
                                new Trial(
                                        one.number(),
                                        one.settings(),
                                        one.status(),
                                        one.values(),
                                        0,
                                        one.message()))
                .toList();
    }

    private static double best(List<Trial> trials) {
        return trials.stream().mapToDouble(Trial::value).min().orElseThrow();
    }

    @Test
    void tpeComesMuchCloserThanRandomSearchOnAverage() {
        double random = 0;
        double tpe = 0;
        int wins = 0;
        for (int seed = 0; seed < 20; seed++) {
            double one = best(run(search(Method.RANDOM, 40, 1, SearchTest::distance), seed));
            double other = best(run(search(Method.TPE, 40, 1, SearchTest::distance), seed));
            random += one;
            tpe += other;
            wins += other < one ? 1 : 0;
        }
        assertThat(tpe).isLessThan(random / 2);
        assertThat(wins).isGreaterThanOrEqualTo(16);
    }

    @Test
    void theFirstTrialIsTheBase() {
        Trial first = run(search(Method.TPE, 1, 1, SearchTest::distance), 1).get(0);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.settings())
                .isEqualTo(Map.of("x", "0.5", "y", "0.5", "n", "10", "kind", "a"));
        assertThat(first.value()).isEqualTo(distance(BASE));
        assertThat(first.status()).isEqualTo(Trial.Status.COMPLETE);
    }

    @Test
    void sameSeedGivesTheSameTrialsAndAnotherSeedOthers() {
        List<Trial> once = timeless(run(search(Method.TPE, 30, 3, SearchTest::distance), 7));
        assertThat(timeless(run(search(Method.TPE, 30, 3, SearchTest::distance), 7)))
                .isEqualTo(once);
        assertThat(timeless(run(search(Method.TPE, 30, 3, SearchTest::distance), 8)))
                .isNotEqualTo(once);
        assertThat(once).extracting(Trial::settings).doesNotHaveDuplicates();
    }

    @Test
    void goingOnGivesTheSameAsOneRunWhereverItStopped() {
        for (int parallel : new int[] {1, 3}) {
            List<Trial> whole =
                    timeless(run(search(Method.TPE, 24, parallel, SearchTest::distance), 5));
            for (int stopped : new int[] {1, 11, 13}) {
                List<Trial> known = new ArrayList<>(whole.subList(0, stopped));
                known.remove(stopped / 2); // of trials at once, a later one may have ended first
                var made = new AtomicInteger();
                List<Trial> all =
                        search(Method.TPE, 24, parallel, SearchTest::distance)
                                .run(
                                        known,
                                        new FitContext(5, 1),
                                        (trial, ended) -> made.incrementAndGet());
                assertThat(timeless(all)).isEqualTo(whole);
                assertThat(made).hasValue(24 - known.size());
            }
        }
    }

    @Test
    void fewerTrialsThanThereAreKeepsThemAll() {
        List<Trial> known = run(search(Method.TPE, 9, 1, SearchTest::distance), 5);
        assertThat(
                        search(Method.TPE, 3, 1, SearchTest::distance)
                                .run(known, new FitContext(5, 1), (trial, ended) -> {}))
                .isEqualTo(known);
    }

    @Test
    void failedTrialsAreKeptAndTheSearchGoesOn() {
        ToDoubleFunction<Point> fails =
                at -> {
                    if (at.x > 0.5) {
                        throw new FitException("epoch 3: x is too large");
                    }
                    return at.kind == Kind.C ? Double.NaN : distance(at);
                };
        List<Trial> trials = run(search(Method.TPE, 60, 1, fails), 3);
        assertThat(trials).hasSize(60);
        assertThat(trials)
                .filteredOn(one -> one.status() == Trial.Status.FAILED)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.value()).isNaN())
                .extracting(Trial::message)
                .contains("epoch 3: x is too large", "the metric has no value, but is NaN");
        // What fails is learnt: random search fails in two of three trials.
        long random = failures(run(search(Method.RANDOM, 60, 1, fails), 3));
        assertThat(3 * failures(trials)).isLessThan(2 * random);
    }

    private static long failures(List<Trial> trials) {
        return trials.stream().filter(one -> one.status() == Trial.Status.FAILED).count();
    }

    @Test
    void errorsOfTheProgramEndTheSearch() {
        ToDoubleFunction<Point> broken =
                at -> {
                    throw new IllegalStateException("a bug");
                };
        assertThatThrownBy(() -> run(search(Method.TPE, 5, 2, broken), 3))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsWhenEverythingWasTried() {
        List<SearchRange> few = SearchRange.all(BASE, "kind=a|b|c", "x=0|1|99");
        Objective objective = config -> step -> distance((Point) config);
        List<Trial> trials = run(search(few, objective, Halving.OFF, plan(Method.TPE, 50, 4)), 1);
        // the base, and the 6 pairs that are no error
        assertThat(trials).hasSize(7).extracting(Trial::settings).doesNotHaveDuplicates();
    }

    @Test
    void rangesThatHoldNothingAreAnError() {
        List<SearchRange> none = SearchRange.all(BASE, "x=99..99.001"); // four digits: always 99
        Objective objective = config -> step -> 1;
        var plan = new Search.Plan(Method.TPE, 5, 1, false, () -> false);
        assertThatThrownBy(() -> run(search(none, objective, Halving.OFF, plan), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the ranges hold no settings that can be: point: x must not be 99");
    }

    @Test
    void noTrialStartsWhenTheTimeIsUpButTheFirstIsMade() {
        var clock = new AtomicInteger();
        var plan = new Search.Plan(Method.RANDOM, 50, 1, true, () -> clock.get() >= 4);
        Objective objective = config -> step -> clock.incrementAndGet();
        assertThat(run(search(RANGES, objective, Halving.OFF, plan), 1)).hasSize(4);
        var over = new Search.Plan(Method.RANDOM, 50, 1, true, () -> true);
        assertThat(run(search(RANGES, objective, Halving.OFF, over), 1)).hasSize(1);
    }

    @Test
    void halvingKeepsTheBestAndSavesMostOfTheBudget() {
        // With a part of the budget everything looks worse by the same, so the order is the same.
        var halving = new Halving(Tuner.Budget.USERS, List.of(1 / 9.0, 1 / 3.0, 1.0));
        var spent = new double[1];
        Objective objective =
                config ->
                        step -> {
                            double share = halving.shares().get(step);
                            spent[0] += share;
                            return distance((Point) config) + 1 - share;
                        };
        for (int seed = 0; seed < 5; seed++) {
            spent[0] = 0;
            List<Trial> halved =
                    run(search(RANGES, objective, halving, plan(Method.RANDOM, 90, 1)), seed);
            List<Trial> full = run(search(Method.RANDOM, 90, 1, SearchTest::distance), seed);
            Trial best = halved.stream().min(new TrialOrder(Metric.Better.LOWER)).orElseThrow();
            assertThat(best.status()).isEqualTo(Trial.Status.COMPLETE);
            assertThat(best.value()).isCloseTo(best(full), within(1e-12));
            assertThat(spent[0]).isLessThan(45);
            assertThat(halved).extracting(Trial::status).contains(Trial.Status.STOPPED);
        }
    }

    @Test
    void bordersAreToldWhereTheAlgorithmWouldGoFurther() {
        List<SearchRange> ranges = SearchRange.all(BASE, "x=0..98", "n=5..50", "kind=a|b");
        var space = new SearchSpace("point", BASE, ranges);
        assertThat(Borders.of(space, trial("97.9", "5", "a")))
                .hasSize(2)
                .anyMatch(
                        text -> text.startsWith("x=97.9 lies on the border of its range 0.0..98.0"))
                .anyMatch(text -> text.startsWith("n=5 lies on the border of its range 5..50"));
        assertThat(Borders.of(space, trial("50", "25", "b"))).isEmpty();
        assertThat(Borders.of(space, trial("-7", "25", "b"))).as("outside: the base").isEmpty();
    }

    @Test
    void aBorderOfTheAlgorithmItselfIsNoWarning() {
        var base = new Limited(1);
        var space = new SearchSpace("limited", base, SearchRange.all(base, "share=0.5..1"));
        assertThat(Borders.of(space, limited("1.0"))).isEmpty();
        assertThat(Borders.of(space, limited("0.5"))).hasSize(1);
    }

    /** A setting with limits of its own. */
    public record Limited(double share) {
        public Limited {
            Checks.between("share", share, 0, 1);
        }
    }

    private static Trial limited(String share) {
        return new Trial(1, Map.of("share", share), Trial.Status.COMPLETE, List.of(1.0), 0, "");
    }

    private static Trial trial(String x, String n, String kind) {
        return new Trial(
                1,
                Map.of("x", x, "n", n, "kind", kind),
                Trial.Status.COMPLETE,
                List.of(1.0),
                0,
                "");
    }
}
