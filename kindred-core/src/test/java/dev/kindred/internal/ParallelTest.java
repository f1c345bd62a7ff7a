package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void everyRowRunsOnce(int threads) {
        for (int rows : new int[] {0, 1, 2, 63, 64, 1000, 70_000}) {
            var runs = new AtomicIntegerArray(rows + 1);
            Parallel.forEach(threads, rows, runs::incrementAndGet);
            for (int row = 0; row < rows; row++) {
                assertThat(runs.get(row)).as("row %d of %d", row, rows).isEqualTo(1);
            }
            assertThat(runs.get(rows)).isZero();
        }
    }

    @Test
    void rowsReallyRunAtTheSameTime() {
        var both = new CountDownLatch(2); // each of two rows waits for the other
        Parallel.forEach(
                2,
                2,
                row -> {
                    both.countDown();
                    try {
                        assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(both.getCount()).isZero();
    }

    @Test
    void eachThreadHasItsOwnState() {
        var states = new AtomicInteger();
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();
        var sum = new AtomicInteger();
        Parallel.forEachWithState(
                4,
                10_000,
                thread -> {
                    numbers.add(thread);
                    states.incrementAndGet();
                    Thread owner = Thread.currentThread();
                    return row -> {
                        if (Thread.currentThread() != owner) {
                            throw new IllegalStateException("state of another thread");
                        }
                        sum.addAndGet(row);
                    };
                });
        assertThat(states.get()).isEqualTo(numbers.size()).isBetween(1, 4);
        assertThat(sum.get()).isEqualTo(10_000 * 9_999 / 2);
        assertThat(numbers).allMatch(number -> number >= 0 && number < 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theFirstFailureEndsTheRunAndIsThrown(int threads) {
        var after = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                Parallel.forEach(
                                        threads,
                                        10_000_000,
                                        row -> {
                                            if (row == 5000) {
                                                throw new IllegalStateException("row 5000");
                                            }
                                            after.incrementAndGet();
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("row 5000");
        assertThat(after.get()).isLessThan(10_000_000 - 1);
        assertThatThrownBy(
                        () ->
                                Parallel.forEach(
                                        threads,
                                        10,
                                        row -> {
                                            throw new AssertionError("an error too");
                                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("an error too");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anInterruptEndsTheRunAndStaysSet(int threads) {
        var runs = new AtomicInteger();
        Thread caller = Thread.currentThread();
        try {
            assertThatThrownBy(
                            () ->
                                    Parallel.forEach(
                                            threads,
                                            Integer.MAX_VALUE,
                                            row -> {
                                                if (runs.incrementAndGet() == 1000) {
                                                    caller.interrupt();
                                                }
                                            }))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
