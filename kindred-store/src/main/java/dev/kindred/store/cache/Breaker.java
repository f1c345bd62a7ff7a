package dev.kindred.store.cache;

import java.util.function.LongSupplier;

/**
 * Stops asking something that does not answer: after some failures in a row it is left alone for a
 * while, then one caller tries again; if that fails too, the while is twice as long.
 */
public final class Breaker {
    private static final int FAILURES = 3;
    private static final long FIRST_NANOS = 500_000_000L;
    private static final long LAST_NANOS = 16_000_000_000L;

    private final LongSupplier nanos;
    private int failures;
    private long pause = FIRST_NANOS;
    private long openedAt;
    private boolean open;
    private boolean trying;

    public Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether to ask now; whoever gets true must tell {@link #succeeded} or {@link #failed}. */
    public synchronized boolean allows() {
        if (!open) {
            return true;
        }
        if (trying || nanos.getAsLong() - openedAt < pause) {
            return false;
        }
        trying = true;
        return true;
    }

    public synchronized void succeeded() {
        if (open && !trying) {
            return; // asked before it opened
        }
        open = false;
        trying = false;
        failures = 0;
        pause = FIRST_NANOS;
    }

    public synchronized void failed() {
        failures++;
        if (open && trying) {
            pause = Math.min(2 * pause, LAST_NANOS);
            reopen();
        } else if (!open && failures >= FAILURES) {
            reopen();
        }
    }

    private void reopen() {
        open = true;
        trying = false;
        openedAt = nanos.getAsLong();
    }

    public synchronized boolean isOpen() {
        return open;
    }
}
