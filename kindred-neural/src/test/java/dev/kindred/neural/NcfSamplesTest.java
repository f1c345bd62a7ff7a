package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NcfSamplesTest {
    private final Dataset data = Datasets.random(3, 30, 25, 400);
    private final SparseRows seen = data.byUser();

    private NcfSamples samples(int negatives, int batchSize) {
        var trained = new BitSet();
        trained.set(0, data.size(), true);
        trained.clear(5);
        float[] targets = new float[data.size()];
        Arrays.fill(targets, 1);
        return new NcfSamples(seen, trained, targets, negatives, batchSize);
    }

    private static boolean contains(SparseRows rows, int user, int item) {
        for (int k = rows.start(user); k < rows.end(user); k++) {
            if (rows.column(k) == item) {
                return true;
            }
        }
        return false;
    }

    @Test
    void everyInteractionComesOnceAndNegativesWereNeverSeen() {
        NcfSamples samples = samples(3, 17);
        samples.start(new SplittableRandom(1));
        Set<List<Integer>> pairs = new HashSet<>();
        for (NcfBatch batch = samples.next(); batch.size > 0; batch = samples.next()) {
            for (int k = 0; k < batch.size; k++) {
                assertThat(pairs.add(List.of(batch.users[k], batch.items[4 * k]))).isTrue();
                assertThat(contains(seen, batch.users[k], batch.items[4 * k])).isTrue();
                assertThat(batch.targets[4 * k]).isEqualTo(1);
                for (int c = 1; c < 4; c++) {
                    assertThat(contains(seen, batch.users[k], batch.items[4 * k + c])).isFalse();
                    assertThat(batch.targets[4 * k + c]).isZero();
                    assertThat(batch.weights[4 * k + c]).isEqualTo(1);
                }
            }
        }
        assertThat(pairs).hasSize(data.size() - 1);
    }

    @Test
    void anEpochDependsOnItsGeneratorAlone() {
        NcfSamples one = samples(2, 10);
        NcfSamples other = samples(2, 10);
        other.start(new SplittableRandom(9));
        other.next();
        assertThat(items(one, 4)).isEqualTo(items(other, 4)).isNotEqualTo(items(one, 5));
    }

    private static List<Integer> items(NcfSamples samples, long seed) {
        samples.start(new SplittableRandom(seed));
        var items = new ArrayList<Integer>();
        for (NcfBatch batch = samples.next(); batch.size > 0; batch = samples.next()) {
            for (int k = 0; k < batch.samples(); k++) {
                items.add(batch.items[k]);
            }
        }
        return items;
    }

    @Test
    void whoHasSeenEverythingGetsNoNegatives() {
        Dataset two = Datasets.of("a x 1 a y 1 b x 1");
        var all = new BitSet();
        all.set(0, 3);
        var samples = new NcfSamples(two.byUser(), all, new float[] {1, 1, 1}, 1, 3);
        samples.start(new SplittableRandom(2));
        NcfBatch batch = samples.next();
        for (int k = 0; k < 3; k++) {
            boolean hasAll = batch.users[k] == two.users().row("a");
            assertThat(batch.weights[2 * k + 1]).isEqualTo(hasAll ? 0 : 1);
            if (!hasAll) {
                assertThat(batch.items[2 * k + 1]).isEqualTo(two.items().row("y"));
            }
        }
    }
}
