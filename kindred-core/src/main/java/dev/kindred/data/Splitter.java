package dev.kindred.data;

import java.util.List;

/** Cuts a data set into training data and a test set, once or (cross-validation) several times. */
public interface Splitter {
    /** The splits; the same data and seed give the same. */
    List<Split> split(Dataset data, long seed);

    /** The description that the protocol of a result names, such as {@code random:0.2}. */
    String description();
}
