package dev.kindred.factor;

/** Solves row problems; holds working memory, so it is not thread-safe. */
interface RowSolver {
    /**
     * Solves a problem, and leaves what the solution predicts in {@link RowProblem#fitted}.
     *
     * @param x in: where to start from; out: the solution, from {@code at} on
     */
    void solve(RowProblem problem, float[] x, int at);
}
