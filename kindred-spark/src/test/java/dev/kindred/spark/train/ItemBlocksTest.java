package dev.kindred.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemBlocksTest {
    @Test
    void noBlockHasMuchMoreWorkThanTheOthersWhateverIsPopular() {
        var random = new Random(1);
        double[] work = random.doubles(10_000).map(x -> 1 / (x + 1e-4)).toArray(); // a long tail
        ItemBlocks blocks = ItemBlocks.of(work, 16);
        double[] load = new double[16];
        for (int block = 0; block < 16; block++) {
            load[block] = Arrays.stream(blocks.items(block)).mapToDouble(item -> work[item]).sum();
        }
        double[] sorted = Arrays.stream(load).sorted().toArray();
        assertThat(sorted[15]).isLessThan(3 * sorted[8]);
    }

    @Test
    void everyItemWithWorkIsInOneBlock() {
        ItemBlocks blocks = ItemBlocks.of(new double[] {3, 0, 2, 1}, 2);
        // the largest first: 3 into block 0, 2 into block 1, 1 into the lighter one, block 1
        assertThat(blocks.items(0)).containsExactly(0);
        assertThat(blocks.items(1)).containsExactly(2, 3);
        assertThat(blocks.blockOf(1)).isEqualTo(-1);
    }

    @Test
    void withoutWorkThereIsOneEmptyBlock() {
        ItemBlocks blocks = ItemBlocks.of(new double[3], 8);
        assertThat(blocks.count()).isEqualTo(1);
        assertThat(blocks.items(0)).isEmpty();
    }
}
