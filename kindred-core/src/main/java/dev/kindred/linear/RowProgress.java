package dev.kindred.linear;

import dev.kindred.model.FitContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts rows that threads finish, and tells the progress about once per hundredth. */
final class RowProgress {
    private final FitContext context;
    private final String stage;
    private final int total;
    private final AtomicInteger done = new AtomicInteger();

    RowProgress(FitContext context, String stage, int total) {
        this.context = context;
        this.stage = stage;
        this.total = total;
    }

    void rowDone() {
        int rows = done.incrementAndGet();
        if (rows % Math.max(1, total / 100) == 0 || rows == total) {
            synchronized (this) {
                context.progress().update(stage, rows, total, "");
            }
        }
    }
}
