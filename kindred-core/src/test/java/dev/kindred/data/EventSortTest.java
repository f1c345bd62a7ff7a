package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSortTest {
    @ParameterizedTest(name = "times from {0} to {1}")
    @CsvSource({
        "0, 3", // many ties
        "-5, 5",
        "1000000000000, 1900000000000",
        "-9223372036854775808, 9223372036854775807",
        "9223372036854775800, 9223372036854775807",
        "0, 4611686018427387904", // too wide for one number with the position
    })
    void matchesAStableSortOfBoxes(long from, long to) {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int size = 2 + random.nextInt(40);
            long[] time = random.longs(size, from, to).toArray();
            if (random.nextInt(4) == 0) {
                time[random.nextInt(size)] = Interaction.NO_TIME;
            }
            int start = random.nextInt(size);
            int end = random.nextInt(start, size) + 1;
            int[] events = IntStream.range(0, size).map(k -> size - 1 - k).toArray();
            int[] expected = events.clone();
            int[] middle =
                    IntStream.range(start, end)
                            .map(at -> events[at])
                            .boxed()
                            .sorted(Comparator.comparingLong(event -> time[event]))
                            .mapToInt(event -> event)
                            .toArray();
            System.arraycopy(middle, 0, expected, start, middle.length);
            EventSort.byTime(events, start, end, time);
            assertThat(events).containsExactly(expected);
        }
    }
}
