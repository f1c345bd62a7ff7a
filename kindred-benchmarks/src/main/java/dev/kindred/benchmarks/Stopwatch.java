package dev.kindred.benchmarks;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Repeats work: once to warm up, then until a time is spent.
 *
 * @param leastRuns after the first; work that takes longer than the time spent on it is run once
 *     more only
 * @param mostRuns after the first
 * @param seconds to spend on the runs after the first
 */
record Stopwatch(int leastRuns, int mostRuns, double seconds) {
    /** Measures work by the clock. */
    Timing time(Runnable work) {
        return timeInside(
                () -> {
                    long start = System.nanoTime();
                    work.run();
                    return (System.nanoTime() - start) / 1e9;
                });
    }

    /**
     * Measures work that knows itself how long the part of interest took.
     *
     * @param work runs once and returns seconds
     */
    Timing timeInside(DoubleSupplier work) {
        var load = OtherLoad.start();
        double first = work.getAsDouble();
        long start = System.nanoTime();
        double[] taken = new double[Math.max(1, mostRuns)];
        int runs = 0;
        do {
            taken[runs++] = work.getAsDouble();
        } while (runs < taken.length && isMoreDue(runs, (System.nanoTime() - start) / 1e9));
        return Timing.of(first, Arrays.copyOf(taken, runs), load.processors());
    }

    private boolean isMoreDue(int runs, double spent) {
        boolean tooLong = spent / runs > seconds;
        return !tooLong && (runs < leastRuns || spent < seconds);
    }
}
