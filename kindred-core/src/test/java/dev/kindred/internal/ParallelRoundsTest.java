package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelRoundsTest {
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3, 16})
    void everyTaskOfARoundEndsBeforeTheNextRoundBegins(int threads) {
        int rounds = 50;
        int tasks = 7;
        var done = new AtomicInteger();
        var runs = new AtomicIntegerArray(rounds * tasks);
        var early = new AtomicInteger();
        Parallel.inRounds(
                threads,
                rounds,
                tasks,
                round ->
                        task -> {
                            if (done.get() < round * tasks) {
                                early.incrementAndGet();
                            }
                            runs.incrementAndGet(round * tasks + task);
                            done.incrementAndGet();
                        });
        assertThat(early).hasValue(0);
        for (int k = 0; k < runs.length(); k++) {
            assertThat(runs.get(k)).as("runs of task %d", k).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 5})
    void aFailingTaskEndsTheRunAndIsThrown(int threads) {
        assertThatThrownBy(
                        () ->
                                Parallel.inRounds(
                                        threads,
                                        10,
                                        5,
                                        round ->
                                                task -> {
                                                    if (round == 3 && task == 2) {
                                                        throw new IllegalStateException("boom");
                                                    }
                                                    assertThat(round).isLessThanOrEqualTo(3);
                                                }))
                .hasMessage("boom");
    }

    @Test
    void anInterruptEndsTheRun() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Parallel.inRounds(2, 3, 4, round -> task -> {}))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
