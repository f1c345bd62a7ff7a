package dev.kindred.eval;

import dev.kindred.model.Progress;
import java.util.List;
import java.util.Locale;

/** Tells how far a search is: trials that ended, the best one, and what is trained now. */
final class TuningProgress {
    private final Progress progress;
    private final String stage;
    private final int total;
    private final Metric metric;
    private final TrialOrder order;
    private int done;
    private String best = "";

    TuningProgress(Progress progress, Tuner tuner) {
        this.progress = progress;
        this.stage = "tune " + tuner.space.algorithm();
        this.total = tuner.trials == Integer.MAX_VALUE ? 0 : tuner.trials;
        this.metric = tuner.metric;
        this.order = new TrialOrder(metric.better());
    }

    /** A trial has ended. */
    synchronized void ended(List<Trial> all) {
        done = all.size();
        Trial first = all.stream().min(order).orElseThrow();
        if (first.status() == Trial.Status.COMPLETE) {
            best =
                    String.format(
                            Locale.ROOT,
                            "best %s %.4f (trial %d)",
                            metric.name(),
                            first.value(),
                            first.number());
        }
        progress.update(stage, done, total, best);
    }

    /** A trial is under way. */
    synchronized void within(String inner, long step, long steps, String note) {
        String now = steps > 0 ? "%s %d of %d".formatted(inner, step, steps) : inner;
        progress.update(stage, done, total, best.isEmpty() ? now : best + ", " + now);
    }
}
