package dev.kindred.neural;

import dev.kindred.model.Algorithm;
import dev.kindred.testkit.AlgorithmContract;

class SasRecContractTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new SasRec(
                SasRecConfig.builder()
                        .factors(16)
                        .heads(2)
                        .blocks(1)
                        .maxLength(20)
                        .epochs(3)
                        .batchSize(16)
                        .learningRate(0.01)
                        .build());
    }

    /** What each user lacks follows nothing in that test's histories; see {@link SasRecTest}. */
    @Override
    protected boolean learnsFromLikes() {
        return false;
    }
}
