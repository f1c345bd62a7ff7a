package dev.kindred.neural;

import dev.kindred.model.Algorithm;
import dev.kindred.testkit.AlgorithmContract;
import java.util.List;

class NcfRatingContractTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return Ncf.neuMf(
                NcfConfig.builder()
                        .factors(8)
                        .hiddenLayers(List.of(16, 8))
                        .mode(Mode.RATING)
                        .epochs(8)
                        .batchSize(64)
                        .learningRate(0.02)
                        .build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }
}
