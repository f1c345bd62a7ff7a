package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.kindred.model.Progress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepTest {
    private static NcfBatch batch() {
        var batch = new NcfBatch(8, 3);
        batch.size = 8;
        for (int k = 0; k < 8; k++) {
            batch.users[k] = k % 5;
        }
        Arrays.setAll(batch.items, k -> k % 11);
        for (int k = 0; k < batch.targets.length; k += 3) {
            batch.targets[k] = 1;
        }
        Arrays.fill(batch.weights, 1);
        return batch;
    }

    private static long inputs(int items) {
        NcfConfig config =
                NcfConfig.builder().factors(4).hiddenLayers(List.of(6, 3)).dropout(0.2).build();
        var random = new SplittableRandom(1);
        var parameters = new NcfParameters(NcfKind.NEUMF, config, 5, items, random);
        try (var step = new Step(Torch.engine(Progress.SILENT))) {
            var graph = new NcfGraph(config, step, parameters.gmf, parameters.mlp, parameters.bias);
            for (int n = 0; n < 20; n++) {
                graph.train(batch(), 0.01f, random);
                assertThat(step.held()).as("arrays that outlive step %d", n).isZero();
            }
            return step.bytes();
        }
    }

    @Test
    void stepsFreeWhatTheyMakeAndTakeNoMoreForMoreItems() {
        assertThat(inputs(100_000)).isEqualTo(inputs(11)).isPositive();
    }

    @Test
    void aStepLowersTheLossOfItsBatch() {
        NcfConfig config = NcfConfig.builder().factors(4).hiddenLayers(List.of(6, 3)).build();
        var random = new SplittableRandom(1);
        var parameters = new NcfParameters(NcfKind.NEUMF, config, 5, 11, random);
        try (var step = new Step(Torch.engine(Progress.SILENT))) {
            var graph = new NcfGraph(config, step, parameters.gmf, parameters.mlp, parameters.bias);
            double before = graph.train(batch(), 0.01f, random);
            double after = before;
            for (int n = 0; n < 30; n++) {
                after = graph.train(batch(), 0.01f, random);
            }
            // 24 samples of which 8 are liked: at the start all chances are near 1/2.
            assertThat(before / 24).isBetween(0.68, 0.71);
            assertThat(after).isLessThan(before * 0.95);
        }
    }

    @Test
    void gradientsHoldWhenMemoryIsCollectedInTheMiddleOfAStep() {
        try (var step = new Step(Torch.engine(Progress.SILENT))) {
            for (int n = 0; n < 20; n++) {
                NDArray x = step.leaf(buffer -> buffer.put(new float[] {1, 2, 4}), 3);
                step.run(
                        () -> {
                            NDArray y = step.times(x, 3);
                            System.gc();
                            for (int k = 0; k < 100; k++) {
                                ByteBuffer.allocateDirect(Float.BYTES).putInt(-1);
                            }
                            return y.sum();
                        });
                float[] gradient = new float[3];
                Step.gradient(x).get(gradient);
                assertThat(gradient).containsExactly(3, 3, 3);
                step.clear();
            }
        }
    }
}
