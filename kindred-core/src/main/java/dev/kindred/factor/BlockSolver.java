package dev.kindred.factor;

import dev.kindred.internal.kernel.Kernels;

/**
 * One pass over the blocks of factors, each solved exactly while the others are held (iALS++).
 *
 * <p>Cost: with n rows of d factors in blocks of b about {@code n d (b / 2 + 2) + d b^2 / 6}
 * multiply-adds.
 *
 * <p>Source: S. Rendle et al., "iALS++: Speeding up Matrix Factorization with Subspace
 * Optimization", 2021. Differs in one way: a row takes all its blocks in turn before the next row
 * does.
 */
final class BlockSolver implements RowSolver {
    private final int width;
    private final int blockSize;
    private final Block full;
    private final Block last;

    BlockSolver(int width, int blockSize) {
        this.width = width;
        this.blockSize = Math.min(blockSize, width);
        this.full = new Block(this.blockSize);
        int rest = width % this.blockSize;
        this.last = rest == 0 ? full : new Block(rest);
    }

    @Override
    public void solve(RowProblem problem, float[] x, int at) {
        problem.fit(x, at);
        for (int from = 0; from < width; from += blockSize) {
            Block block = from + blockSize <= width ? full : last;
            block.solve(problem, from, x, at + from);
        }
    }

    private static final class Block {
        private final Kernels kernels = Kernels.get();
        private final RowProblem part;
        private final ExactSolver solver;

        Block(int width) {
            part = new RowProblem(width);
            solver = new ExactSolver(width);
        }

        /** Solves for the factors from {@code from} on, given what the others predict. */
        void solve(RowProblem problem, int from, float[] x, int at) {
            int size = part.width();
            float[] fitted = problem.fitted();
            part.clear();
            part.reserve(problem.size());
            System.arraycopy(problem.ridge(), from, part.ridge(), 0, size);
            for (int k = 0; k < problem.size(); k++) {
                int row = k * problem.width() + from;
                fitted[k] -= kernels.dot(problem.rows(), row, x, at, size);
                float left = problem.targets()[k] - fitted[k];
                part.add(problem.rows(), row, problem.weights()[k], left);
            }
            solver.solve(part, x, at);
            for (int k = 0; k < problem.size(); k++) {
                fitted[k] += part.fitted()[k];
            }
        }
    }
}
