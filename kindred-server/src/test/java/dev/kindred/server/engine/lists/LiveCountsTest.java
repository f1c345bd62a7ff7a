package dev.kindred.server.engine.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveCountsTest {
    private static final long DAY = 86_400_000;
    private static final long NOW = 20_000 * DAY;

    @Test
    void countsLikeANaiveSumEventByEventAndAtOnce() {
        var random = new Random(3);
        var log = new InteractionLog();
        var one = new LiveCounts(type -> type.equals("view") ? 2 : 0);
        double[] wanted = new double[6];
        double[] trend = new double[6];
        long[] first = new long[6];
        java.util.Arrays.fill(first, Long.MAX_VALUE);
        for (int k = 0; k < 500; k++) {
            int item = random.nextInt(5);
            String type = random.nextInt(4) == 0 ? "open" : "view";
            long time =
                    random.nextInt(10) == 0 ? Interaction.NO_TIME : NOW - random.nextInt(40) * DAY;
            log.add("u", "i" + item, type, 1, time);
            one.add("i" + item, type, time, NOW);
            if (type.equals("view")) {
                wanted[item]++;
                trend[item] += time < 0 ? 0 : Math.pow(2, (time - NOW) / (7.0 * DAY));
            }
            first[item] = time < 0 ? first[item] : Math.min(first[item], time);
        }
        var all = new LiveCounts(type -> type.equals("view") ? 2 : 0);
        all.addAll(log, NOW);
        IdIndex items = IdIndex.of("i4", "i0", "none", "i1");
        int[] rows = {4, 0, 5, 1};
        for (LiveCounts counts : new LiveCounts[] {one, all}) {
            LiveCounts.Snapshot snapshot = counts.snapshot(items, NOW);
            for (int row = 0; row < rows.length; row++) {
                int item = rows[row];
                assertThat(snapshot.first()[row]).isEqualTo(first[item]);
                if (item == 5) {
                    assertThat(snapshot.popular()[row]).isNaN();
                    assertThat(snapshot.trending()[row]).isNaN();
                } else {
                    assertThat((double) snapshot.popular()[row]).isEqualTo(wanted[item]);
                    assertThat(Math.pow(2, snapshot.trending()[row]))
                            .isCloseTo(trend[item], within(1e-4));
                }
            }
            assertThat(snapshot.isOf(counts)).isTrue();
        }
        assertThat(one.size()).isEqualTo(5);
    }

    @Test
    void eventsFromTheFutureCountAsOfNow() {
        var counts = new LiveCounts(type -> 1);
        counts.add("a", "view", Long.MAX_VALUE, NOW);

        LiveCounts.Snapshot snapshot = counts.snapshot(IdIndex.of("a"), NOW);

        assertThat(snapshot.trending()[0]).isEqualTo(0); // 2^0 = 1 event
        assertThat(snapshot.first()[0]).isEqualTo(NOW);
    }

    @Test
    void theSumOfFarTimesNeitherOverflowsNorVanishes() {
        var counts = new LiveCounts(type -> 1);
        counts.add("old", "view", 0, NOW);
        counts.add("older", "view", -50_000 * DAY, NOW);

        LiveCounts.Snapshot snapshot = counts.snapshot(IdIndex.of("older", "old"), NOW);

        // -20000 days / 7 days
        assertThat((double) snapshot.trending()[1]).isCloseTo(-2857.14, within(.01));
        assertThat(snapshot.trending()[0]).isFinite().isLessThan(snapshot.trending()[1]);
    }
}
