package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelDiagonalsTest {
    @ParameterizedTest(name = "{0} threads, size {1}")
    @CsvSource({"1, 5", "2, 1", "2, 2", "2, 9", "3, 7", "5, 5", "16, 6"})
    void cellsThatShareAGroupRunInTheOrderOfTheirRoundsAndNeverAtOnce(int threads, int size) {
        for (int run = 0; run < 20; run++) {
            var roundOfUsers = new AtomicIntegerArray(size);
            var roundOfItems = new AtomicIntegerArray(size);
            var wrong = new AtomicInteger();
            Parallel.onDiagonals(
                    threads,
                    size,
                    false,
                    round ->
                            group -> {
                                int items = (group + round) % size;
                                // Busy groups count backwards, so that two at once are seen.
                                if (!roundOfUsers.compareAndSet(group, round, -1)
                                        || !roundOfItems.compareAndSet(items, round, -1)) {
                                    wrong.incrementAndGet();
                                }
                                Thread.yield();
                                roundOfUsers.set(group, round + 1);
                                roundOfItems.set(items, round + 1);
                            });
            assertThat(wrong).hasValue(0);
            for (int group = 0; group < size; group++) {
                assertThat(roundOfUsers.get(group)).isEqualTo(size);
                assertThat(roundOfItems.get(group)).isEqualTo(size);
            }
        }
    }

    @Test
    void racingRunsEveryCellOnceAndAGroupsRoundsInOrder() {
        int size = 6;
        var rounds = new ArrayList<ArrayList<Integer>>();
        for (int group = 0; group < size; group++) {
            rounds.add(new ArrayList<>());
        }
        Parallel.onDiagonals(3, size, true, round -> group -> rounds.get(group).add(round));
        assertThat(rounds).allSatisfy(one -> assertThat(one).containsExactly(0, 1, 2, 3, 4, 5));
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 5})
    void aFailingCellEndsTheRunAndIsThrown(int threads) {
        assertThatThrownBy(
                        () ->
                                Parallel.onDiagonals(
                                        threads,
                                        5,
                                        false,
                                        round ->
                                                group -> {
                                                    if (round == 2 && group == 3) {
                                                        throw new IllegalStateException("boom");
                                                    }
                                                }))
                .hasMessage("boom");
    }

    @Test
    void anInterruptEndsTheRun() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Parallel.onDiagonals(2, 3, false, round -> group -> {}))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
