package dev.kindred.eval;

import dev.kindred.data.Split;
import dev.kindred.data.TestSet;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.io.DataException;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Tuner}. */
final class TuningRun {
    private final Tuner tuner;
    private final FitContext context;
    private final SearchSpace space;
    private final List<Split> splits;
    private final Halving halving;
    private final Map<String, String> search;

    TuningRun(Tuner tuner, FitContext context) {
        this.tuner = tuner;
        this.context = context;
        this.space = tuner.space;
        var whole = new Split(tuner.data, new TestSet(List.of()));
        this.splits = whole.validation(tuner.splitter, context.seed());
        int users = splits.stream().mapToInt(one -> one.test().users().size()).min().orElse(0);
        if (users == 0) {
            throw new DataException(
                    "the split %s holds back no user to measure on. Maybe there are too few interactions"
                            .formatted(tuner.splitter.description()));
        }
        this.halving = Halving.of(tuner.budget, space, users);
        this.search = describe();
    }

    Tuning run() throws IOException {
        if (tuner.file == null) {
            return result(trials(null));
        }
        try (var recorded = new TrialFile(tuner.file, search, tuner.metric.name())) {
            return result(trials(recorded));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<Trial> trials(@Nullable TrialFile recorded) {
        var progress = new TuningProgress(context.progress(), tuner);
        var plan =
                new Search.Plan(
                        tuner.method, tuner.trials, tuner.parallel, tuner.withBase, timeIsUp());
        return new Search(space, objective(progress), halving, tuner.metric.better(), plan)
                .run(
                        recorded == null ? List.of() : checked(recorded.trials()),
                        context,
                        (trial, ended) -> {
                            append(recorded, trial);
                            progress.ended(ended);
                        });
    }

    private Objective objective(TuningProgress progress) {
        Progress within = tuner.parallel == 1 ? progress::within : Progress.SILENT;
        int threads = Math.max(1, context.threads() / tuner.parallel);
        var each = new FitContext(context.seed(), threads, within);
        return new SplitObjective(
                tuner.provider, splits, tuner.metric, tuner.relevantFrom, halving, each);
    }

    private BooleanSupplier timeIsUp() {
        Duration time = tuner.time;
        long start = System.nanoTime();
        return () -> time != null && System.nanoTime() - start >= time.toNanos();
    }

    private List<Trial> checked(List<Trial> known) {
        Set<String> names = space.baseSettings().keySet();
        for (Trial trial : known) {
            if (!trial.settings().keySet().equals(names)
                    || space.refusal(trial.settings()) != null) {
                throw new DataException(
                        "%s: trial %d has other settings than the ranges: %s"
                                .formatted(tuner.file, trial.number(), trial.settings()));
            }
        }
        return known;
    }

    private static void append(@Nullable TrialFile recorded, Trial trial) {
        try {
            if (recorded != null) {
                recorded.append(trial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tuning result(List<Trial> all) {
        List<Trial> ranked = all.stream().sorted(new TrialOrder(tuner.metric.better())).toList();
        Trial best = ranked.get(0);
        if (best.status() != Trial.Status.COMPLETE) {
            throw new FitException(
                    "all %d trials failed; the first: %s"
                            .formatted(all.size(), all.get(0).message()));
        }
        return new Tuning(
                space.algorithm(),
                space.config(best.settings()),
                best,
                all.get(0).settings().equals(space.baseSettings()) ? all.get(0) : null,
                all,
                ranked,
                search,
                halving.shares(),
                Borders.of(space, best));
    }

    /** All that must be equal for trials of two runs to belong together. */
    private Map<String, String> describe() {
        var search = new LinkedHashMap<String, String>();
        search.put("algorithm", space.algorithm());
        search.put("metric", tuner.metric.name());
        search.put("split", tuner.splitter.description());
        search.put("data", tuner.data.fingerprint());
        search.put("relevant", relevant(tuner.relevantFrom));
        search.put("seed", Long.toString(context.seed()));
        search.put("method", name(tuner.method));
        search.put("budget", name(halving.budget()));
        search.put("parallel", Integer.toString(tuner.parallel));
        var ranges = new ArrayList<String>();
        space.ranges().forEach(one -> ranges.add(one.setting() + "=" + one.values()));
        search.put("ranges", String.join(" ", ranges));
        var fixed = new ArrayList<String>();
        ConfigBinder.toTexts(space.base()).forEach((name, text) -> fixed.add(name + "=" + text));
        search.put("settings", String.join(" ", fixed));
        return Collections.unmodifiableMap(search);
    }

    private static String relevant(double from) {
        return from == Double.MIN_VALUE
                ? "above 0"
                : Double.isInfinite(from) ? "all" : Double.toString(from);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
