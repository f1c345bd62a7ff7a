package dev.kindred.data;

import java.util.List;

/**
 * Training data and what to evaluate on.
 *
 * @param train what a model may see
 * @param test whom to recommend to, and what they really chose
 */
public record Split(Dataset train, TestSet test) {
    /**
     * The training data split again: choose parameters on the result, then train on {@link #train}
     * and measure on {@link #test}, which the choice has not seen.
     */
    public List<Split> validation(Splitter splitter, long seed) {
        // Another stream of random numbers: the same one would hold out the same users' positions.
        return splitter.split(train, seed ^ 0x5DEECE66DL);
    }
}
