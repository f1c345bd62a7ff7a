package dev.kindred.factor;

/** What {@link Bpr} minimises. */
public enum RankingLoss {
    /** -ln of the chance that a liked item scores above a random one. */
    BPR,
    /**
     * How far a liked item scores below the first random one found that comes within 1 of it, times
     * the logarithm of the rank that the number of draws tells.
     */
    WARP
}
