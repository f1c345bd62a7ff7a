package dev.kindred.cli;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;

/**
 * A model with what it takes to answer.
 *
 * @param data what known users did, with the item rows of the model
 * @param trainedUsers how many users of the data the model was trained on; they come first
 */
record Bundle(Model model, Dataset data, int trainedUsers) {

    /** A model that has just been trained on the data. */
    static Bundle trained(Model model, Dataset data) {
        return new Bundle(model, data, data.users().size());
    }

    /** What a user did; empty for one that nobody knows. */
    History history(String user) {
        int row = data.users().row(user);
        if (row == IdIndex.ABSENT) {
            return History.EMPTY;
        }
        History history = data.history(row);
        return row < trainedUsers ? history : asGuest(history);
    }

    /** The model has no row for a user who came later. */
    private static History asGuest(History history) {
        double[] values = new double[history.size()];
        long[] times = new long[history.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = history.value(k);
            times[k] = history.time(k);
        }
        return History.of(History.UNKNOWN_USER, history.items(), values, times)
                .withAttributes(history.attributes());
    }

    /** The most popular items: what is left to recommend where the model has no opinion. */
    Model popular(FitContext context) {
        return new Popular(PopularConfig.builder().build()).fit(data, context);
    }

    /** The same with other attributes of items, if there are any. */
    Bundle withItems(Attributes items) {
        return items.fields().isEmpty()
                ? this
                : new Bundle(
                        model, data.withAttributes(data.userAttributes(), items), trainedUsers);
    }
}
