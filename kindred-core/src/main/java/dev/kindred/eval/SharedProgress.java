package dev.kindred.eval;

import dev.kindred.model.Progress;

/** Counts steps of several threads and tells about each hundredth part, one at a time. */
final class SharedProgress {
    private final Progress progress;
    private final String stage;
    private final int total;
    private final int every;
    private int done;

    SharedProgress(Progress progress, String stage, int total) {
        this.progress = progress;
        this.stage = stage;
        this.total = total;
        this.every = Math.max(1, total / 100);
    }

    synchronized void step() {
        done++;
        if (done % every == 0 || done == total) {
            progress.update(stage, done, total, "");
        }
    }
}
