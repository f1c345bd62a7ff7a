package dev.kindred.linear;

import dev.kindred.model.Algorithm;
import dev.kindred.testkit.AlgorithmContract;

/** The sparse approximation keeps the promises of every algorithm. */
class SparseEaseTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new Ease(EaseConfig.builder().regularization(5).neighbours(19).build());
    }
}
