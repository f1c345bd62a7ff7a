package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.History;

/** Shares of attribute values: each item counts 1, its values in equal parts. */
final class Mix {
    private Mix() {}

    /** The shares in a history; all 0 if none of its items has a value. */
    static double[] of(History history, AttributeValues values) {
        double[] shares = new double[values.size()];
        int items = 0;
        for (int k = 0; k < history.size(); k++) {
            if (history.value(k) > 0) {
                items += add(values.of(history.item(k)), shares);
            }
        }
        for (int value = 0; value < shares.length && items > 0; value++) {
            shares[value] /= items;
        }
        return shares;
    }

    private static int add(int[] of, double[] shares) {
        for (int value : of) {
            shares[value] += 1.0 / of.length;
        }
        return of.length > 0 ? 1 : 0;
    }

    static boolean isEmpty(double[] shares) {
        for (double share : shares) {
            if (share > 0) {
                return false;
            }
        }
        return true;
    }
}
