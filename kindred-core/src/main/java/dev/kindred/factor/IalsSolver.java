package dev.kindred.factor;

/** How {@link Ials} solves the least squares problem of one user or item. */
public enum IalsSolver {
    /** A few steps of the conjugate gradient from the row's last factors: fast, as good. */
    CG,
    /** Exactly. */
    CHOLESKY,
    /** Block after block of factors exactly, the others held: iALS++. */
    BLOCK
}
