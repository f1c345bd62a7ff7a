package dev.kindred.baseline;

/** Settings of {@link RandomOrder}: none, the seed belongs to the training. */
public record RandomOrderConfig() {}
