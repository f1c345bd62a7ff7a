package dev.kindred.advise;

import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.SparseRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a data set holds.
 *
 * @param users number of users with interactions
 * @param items number of items, with interactions or attributes
 * @param events interactions as they came, repeats included
 * @param pairs different pairs of user and item
 * @param density share of all pairs of user and item that have an interaction
 * @param kind what the values mean
 * @param values spread of the values, repeats included
 * @param valueBins how often which value comes
 * @param perUser spread of the number of items per user
 * @param perUserBins how many users have how many items
 * @param perItem spread of the number of users per item with interactions
 * @param perItemBins how many items have how many users
 * @param types how often which interaction type comes
 * @param times when it happened
 * @param itemFields attributes of items
 * @param userFields attributes of users
 */
public record DataProfile(
        int users,
        int items,
        long events,
        long pairs,
        double density,
        FeedbackKind kind,
        Distribution values,
        Histogram valueBins,
        Distribution perUser,
        Histogram perUserBins,
        Distribution perItem,
        Histogram perItemBins,
        Map<String, Long> types,
        Times times,
        List<Field> itemFields,
        List<Field> userFields) {

    /**
     * When it happened.
     *
     * @param share of events that have a time
     * @param first earliest time in milliseconds, or {@link Interaction#NO_TIME}
     * @param last latest time
     * @param future events after the moment of the profile
     * @param medianGap median time between two events of a user that follow each other, in
     *     milliseconds; NaN where there are none
     */
    public record Times(double share, long first, long last, long future, double medianGap) {
        /** The number of days from the first to the last event; 0 without times. */
        public double days() {
            return share == 0 ? 0 : (last - first) / 86_400_000.0;
        }
    }

    /**
     * One attribute.
     *
     * @param name of the field
     * @param coverage share of rows that have a value
     * @param distinct number of different values
     * @param words mean number of words of a value; 0 where there are none
     */
    public record Field(String name, double coverage, int distinct, double words) {}

    /**
     * The profile of a log and of the data set that was built from it.
     *
     * @param now moment after which a time counts as in the future, in milliseconds
     */
    public static DataProfile of(InteractionLog log, Dataset data, long now) {
        double[] values = new double[log.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = log.value(k);
        }
        double[] perUser = rowSizes(data.byUser());
        double[] perItem = rowSizes(data.byItem());
        double cells = (double) data.users().size() * data.items().size();
        return new DataProfile(
                data.users().size(),
                data.items().size(),
                log.size(),
                data.size(),
                cells == 0 ? 0 : data.size() / cells,
                kindOf(values),
                Distribution.of(values),
                Histogram.ofValues(values),
                Distribution.of(perUser),
                Histogram.ofCounts(perUser),
                Distribution.of(perItem),
                Histogram.ofCounts(perItem),
                types(log),
                TimesProfile.of(log, data, now),
                FieldProfile.of(data.itemAttributes()),
                FieldProfile.of(data.userAttributes()));
    }

    /** The profile of a data set alone: repeats are gone, values are what they became. */
    public static DataProfile of(Dataset data, long now) {
        var log = new InteractionLog();
        for (int user = 0; user < data.users().size(); user++) {
            String id = data.users().id(user);
            for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
                String item = data.items().id(data.byUser().column(k));
                log.add(id, item, Interaction.RATING, data.byUser().value(k), data.time(k));
            }
        }
        return of(log, data, now);
    }

    /**
     * Ratings, counts or neither: one value only is unary; whole numbers of at least 1 of which
     * half are 1, or one is over 100, are counts; anything else is a scale.
     */
    static FeedbackKind kindOf(double[] values) {
        boolean same = true;
        boolean whole = true;
        double max = Double.NEGATIVE_INFINITY;
        long ones = 0;
        for (double value : values) {
            same &= value == values[0];
            whole &= value >= 1 && value == Math.rint(value);
            max = Math.max(max, value);
            ones += value == 1 ? 1 : 0;
        }
        if (same) {
            return FeedbackKind.UNARY;
        }
        return whole && (max > 100 || ones * 2 >= values.length)
                ? FeedbackKind.COUNTS
                : FeedbackKind.EXPLICIT;
    }

    private static double[] rowSizes(SparseRows rows) {
        double[] sizes = new double[rows.rows()];
        int filled = 0;
        for (int row = 0; row < sizes.length; row++) {
            if (rows.size(row) > 0) {
                sizes[filled++] = rows.size(row);
            }
        }
        return Arrays.copyOf(sizes, filled);
    }

    private static Map<String, Long> types(InteractionLog log) {
        List<String> names = log.types();
        long[] counts = new long[names.size()];
        for (int k = 0; k < log.size(); k++) {
            counts[log.type(k)]++;
        }
        var byName = new LinkedHashMap<String, Long>();
        for (int type = 0; type < counts.length; type++) {
            byName.put(names.get(type), counts[type]);
        }
        return byName;
    }
}
