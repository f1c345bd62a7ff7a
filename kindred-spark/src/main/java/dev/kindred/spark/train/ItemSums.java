package dev.kindred.spark.train;

import dev.kindred.spark.data.UserHistory;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Adds up numbers per item: within each partition in the order of its rows, then the partitions in
 * their order, so that a lost worker changes not even the last digit.
 */
final class ItemSums {
    /** As many arrays of numbers come to the driver at most. */
    private static final int MOST_PARTS = 32;

    private ItemSums() {}

    /** Adds what a history has to add. */
    interface Adder extends Serializable {
        void add(UserHistory history, double[] sums);
    }

    /**
     * The sums.
     *
     * @param size how many there are
     */
    static double[] of(JavaRDD<UserHistory> histories, int size, Adder adder) {
        double[] sums = new double[size];
        for (double[] part :
                histories
                        .coalesce(MOST_PARTS)
                        .mapPartitions(rows -> ofPartition(rows, size, adder))
                        .collect()) {
            Arrays.setAll(sums, k -> sums[k] + part[k]);
        }
        return sums;
    }

    private static Iterator<double[]> ofPartition(
            Iterator<UserHistory> rows, int size, Adder adder) {
        double[] sums = new double[size];
        while (rows.hasNext()) {
            adder.add(rows.next(), sums);
        }
        return List.of(sums).iterator();
    }
}
