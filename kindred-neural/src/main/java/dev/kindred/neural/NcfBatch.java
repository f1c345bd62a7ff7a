package dev.kindred.neural;

/**
 * What one step sees: some interactions, each with {@code candidates} items of its user, the first
 * of which is the item of the interaction.
 */
final class NcfBatch {
    final int candidates;
    final int[] users;
    final int[] items;
    final float[] targets;
    final float[] weights;
    int size;

    NcfBatch(int most, int candidates) {
        this.candidates = candidates;
        this.users = new int[most];
        this.items = new int[most * candidates];
        this.targets = new float[most * candidates];
        this.weights = new float[most * candidates];
    }

    /** The number of samples. */
    int samples() {
        return size * candidates;
    }
}
