package dev.kindred.eval;

import dev.kindred.internal.Parallel;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a search. Trials come in rounds of as many as run at once; what a round tries depends
 * on the rounds before it alone, so that the result depends on the seed and on that number, never
 * on which trial is faster, nor on whether earlier trials were made by an earlier run.
 */
final class Search {
    private static final int DRAWS = 1000;

    private final SearchSpace space;
    private final Objective objective;
    private final Halving halving;
    private final TrialOrder order;
    private final Plan plan;
    private final TpeSampler tpe;
    private final List<Trial> trials = new ArrayList<>();
    private final Set<Map<String, String>> tried = new HashSet<>();

    /**
     * How to search.
     *
     * @param method how the next settings are chosen
     * @param trials when to stop
     * @param parallel how many trials run at once
     * @param withBase whether the first trial is what the settings are without a search
     * @param timeIsUp true from when on no trial but the first may start
     */
    record Plan(
            Tuner.Method method,
            int trials,
            int parallel,
            boolean withBase,
            BooleanSupplier timeIsUp) {}

    /** Is told about each trial when it ends; called by one thread at a time. */
    interface Listener {
        void ended(Trial trial, List<Trial> all);
    }

    Search(
            SearchSpace space,
            Objective objective,
            Halving halving,
            Metric.Better better,
            Plan plan) {
        this.space = space;
        this.objective = objective;
        this.halving = halving;
        this.order = new TrialOrder(better);
        this.plan = plan;
        this.tpe = new TpeSampler(space);
    }

    /**
     * Searches.
     *
     * @param known trials of an earlier run, which are not made again
     * @return all trials, by number
     */
    List<Trial> run(List<Trial> known, FitContext context, Listener listener) {
        var recorded = new TreeMap<Integer, Trial>();
        known.forEach(trial -> recorded.put(trial.number(), trial));
        int limit = Math.max(plan.trials(), recorded.isEmpty() ? 0 : recorded.lastKey());
        boolean open = true;
        while (open && trials.size() < limit) {
            int size = Math.min(plan.parallel(), limit - trials.size());
            if (!trials.isEmpty() && !anyKnown(recorded, size) && plan.timeIsUp().getAsBoolean()) {
                break;
            }
            List<Map<String, String>> round = round(recorded, size, context);
            open = round.size() == size;
            runRound(round, recorded, listener);
        }
        return List.copyOf(trials);
    }

    private boolean anyKnown(TreeMap<Integer, Trial> recorded, int size) {
        return !recorded.subMap(trials.size() + 1, trials.size() + size + 1).isEmpty();
    }

    /** The settings of the next trials; fewer if nothing new is left to try. */
    private List<Map<String, String>> round(
            Map<Integer, Trial> recorded, int size, FitContext context) {
        TpeSampler.Points points =
                plan.method() == Tuner.Method.TPE
                        ? tpe.after(trials.stream().sorted(order).toList())
                        : space::randomPoint;
        var round = new ArrayList<Map<String, String>>();
        while (round.size() < size) {
            int number = trials.size() + round.size() + 1;
            Trial known = recorded.get(number);
            Map<String, String> next =
                    known != null ? known.settings() : next(number, points, context);
            if (next == null) {
                break;
            }
            tried.add(next);
            round.add(next);
        }
        return round;
    }

    /** Settings that the algorithm takes and that were not tried yet; null if none were found. */
    private @Nullable Map<String, String> next(
            int number, TpeSampler.Points points, FitContext context) {
        if (number == 1 && plan.withBase()) {
            return space.baseSettings();
        }
        SplittableRandom random = context.random(-number);
        String refusal = null;
        for (int draw = 0; draw < 2 * DRAWS; draw++) {
            Map<String, String> settings =
                    space.at(draw < DRAWS ? points.next(random) : space.randomPoint(random));
            if (!tried.contains(settings)) {
                refusal = space.refusal(settings);
                if (refusal == null) {
                    return settings;
                }
            }
        }
        if (trials.isEmpty() && refusal != null) {
            throw new IllegalArgumentException(
                    "the ranges hold no settings that can be: " + refusal);
        }
        return null;
    }

    private void runRound(
            List<Map<String, String>> round, Map<Integer, Trial> recorded, Listener listener) {
        int first = trials.size() + 1;
        List<Trial> earlier = List.copyOf(trials);
        Trial[] ended = new Trial[round.size()];
        Parallel.forEach(
                plan.parallel(),
                ended.length,
                at -> {
                    Trial known = recorded.get(first + at);
                    ended[at] = known == null ? attempt(first + at, round.get(at), earlier) : known;
                    if (known == null) {
                        tell(listener, ended[at], earlier, ended);
                    }
                });
        trials.addAll(List.of(ended));
    }

    private synchronized void tell(
            Listener listener, Trial trial, List<Trial> earlier, @Nullable Trial[] round) {
        var all = new ArrayList<>(earlier);
        for (Trial one : round) {
            if (one != null) {
                all.add(one);
            }
        }
        listener.ended(trial, all);
    }

    private Trial attempt(int number, Map<String, String> settings, List<Trial> earlier) {
        long start = System.nanoTime();
        var values = new ArrayList<Double>();
        Trial.Status status = Trial.Status.COMPLETE;
        String message = "";
        try {
            Objective.Attempt attempt = objective.begin(space.config(settings));
            for (int step = 0; step < halving.steps(); step++) {
                double value = attempt.value(step);
                if (!Double.isFinite(value)) {
                    throw new FitException("the metric has no value, but is " + value);
                }
                values.add(value);
                if (step < halving.steps() - 1 && !halving.goesOn(step, value, earlier, order)) {
                    status = Trial.Status.STOPPED;
                    break;
                }
            }
        } catch (FitException | IllegalArgumentException | OutOfMemoryError e) {
            status = Trial.Status.FAILED;
            message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Trial(number, settings, status, values, seconds, message);
    }
}
