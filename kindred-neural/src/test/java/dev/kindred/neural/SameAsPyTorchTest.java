package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Core's kernels compute what PyTorch computes. */
class SameAsPyTorchTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @EnumSource(NcfKind.class)
    void outputsOfTheNcfFamily(NcfKind kind) {
        int items = 1100; // more than two blocks
        NcfConfig config =
                NcfConfig.builder()
                        .factors(24)
                        .hiddenLayers(kind.mlp() ? List.of(40, 20, 9) : List.of())
                        .build();
        var random = new SplittableRandom(5);
        var parameters = new NcfParameters(kind, config, 3, items, random);
        parameters.all().forEach(weights -> weights.normal(random, 0.4));
        var batch = new NcfBatch(1, items);
        batch.size = 1;
        batch.users[0] = 2;
        Arrays.setAll(batch.items, item -> item);
        float[] expected;
        try (var step = new Step(Torch.engine(Progress.SILENT))) {
            var graph = new NcfGraph(config, step, parameters.gmf, parameters.mlp, parameters.bias);
            expected = graph.outputs(batch);
        }
        NcfWeights weights = parameters.snapshot();
        int width = weights.userWidth();
        float[] user = Arrays.copyOfRange(parameters.users(), 2 * width, 3 * width);
        float[] outputs = new float[items];
        new NcfNetwork(weights, items).outputs(user, outputs);
        assertClose(outputs, expected);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,30,2", "2,7,1", "4,30,3", "4,45,2"})
    void vectorsBehindSequences(int heads, int length, int blocks) {
        SasRecConfig config =
                SasRecConfig.builder()
                        .factors(32)
                        .heads(heads)
                        .blocks(blocks)
                        .maxLength(45)
                        .build();
        var random = new SplittableRandom(6);
        var parameters = new SasRecParameters(config, 60, random);
        parameters.all().forEach(weights -> weights.normal(random, 0.3));
        int[] sequence = new int[length];
        Arrays.setAll(sequence, k -> random.nextInt(60));
        float[] expected;
        try (var step = new Step(Torch.engine(Progress.SILENT))) {
            expected = new SasRecGraph(config, step, parameters).encode(sequence);
        }
        assertClose(new SasRecNetwork(parameters.snapshot()).encode(sequence), expected);
    }

    @Test
    void onlyTheNewestEventsCount() {
        SasRecConfig config = SasRecConfig.builder().factors(8).maxLength(3).build();
        var parameters = new SasRecParameters(config, 9, new SplittableRandom(7));
        var network = new SasRecNetwork(parameters.snapshot());
        assertThat(network.encode(new int[] {8, 1, 2, 3}))
                .isEqualTo(network.encode(new int[] {1, 2, 3}))
                .isNotEqualTo(network.encode(new int[] {2, 1, 3}));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int k = 0; k < expected.length; k++) {
            assertThat((double) actual[k]).isCloseTo(expected[k], within(TOLERANCE * largest));
        }
    }
}
