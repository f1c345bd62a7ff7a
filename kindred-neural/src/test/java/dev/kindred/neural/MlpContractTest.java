package dev.kindred.neural;

import dev.kindred.model.Algorithm;
import dev.kindred.testkit.AlgorithmContract;
import java.util.List;

class MlpContractTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return Ncf.mlp(
                NcfConfig.builder()
                        .factors(8)
                        .hiddenLayers(List.of(16, 8))
                        .epochs(8)
                        .batchSize(64)
                        .learningRate(0.02)
                        .build());
    }
}
