package dev.kindred.spark.train;

import java.io.Serializable;

/**
 * The other items of one item, with weights.
 *
 * @param rows of the others
 */
record ItemList(int item, int[] rows, double[] weights) implements Serializable {}
