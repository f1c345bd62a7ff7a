package dev.kindred.baseline;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Suggestion;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import java.util.List;

/**
 * The newest items, the same for everybody.
 *
 * <p>{@code score(i) = -(days from the item's date to that of the newest item)}: 0 for the newest,
 * lower for older ones. An item's date is that of its first or last interaction, whatever its
 * value, or the value of an attribute: a year, an ISO 8601 date or date and time (UTC where no zone
 * is given), or seconds or milliseconds since 1970.
 *
 * <p>Cost: time O(interactions), memory O(items). Edge cases: an item without date has no opinion;
 * of several values of the attribute the first counts.
 */
public final class Latest implements Algorithm<LatestModel> {
    /** The algorithm's name. */
    public static final String NAME = "latest";

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private final LatestConfig config;

    public Latest(LatestConfig config) {
        this.config = config;
    }

    /**
     * Trains the model.
     *
     * @throws IllegalArgumentException if items have no such attribute
     * @throws dev.kindred.io.DataException if a value of the attribute is no date
     */
    @Override
    public LatestModel fit(Dataset data, FitContext context) {
        long[] dates = new long[data.items().size()];
        Arrays.fill(dates, Interaction.NO_TIME);
        if (config.attribute().isEmpty()) {
            eventDates(data, dates);
        } else {
            attributeDates(data.itemAttributes(), dates);
        }
        return new LatestModel(
                ModelInfo.of(NAME, config, data, context), data.items(), ages(dates));
    }

    private void eventDates(Dataset data, long[] dates) {
        SparseRows byUser = data.byUser();
        for (int k = 0; k < byUser.entries(); k++) {
            int item = byUser.column(k);
            long time = data.time(k);
            if (time != Interaction.NO_TIME) {
                dates[item] =
                        switch (config.by()) {
                            case FIRST ->
                                    dates[item] == Interaction.NO_TIME
                                            ? time
                                            : Math.min(dates[item], time);
                            case LAST -> Math.max(dates[item], time); // NO_TIME is the lowest
                        };
            }
        }
    }

    private void attributeDates(Attributes attributes, long[] dates) {
        if (!attributes.fields().contains(config.attribute())) {
            throw new IllegalArgumentException(
                    "items have no attribute \"%s\"%s; they have %s"
                            .formatted(
                                    config.attribute(),
                                    Suggestion.didYouMean(config.attribute(), attributes.fields()),
                                    attributes.fields().isEmpty()
                                            ? "none"
                                            : String.join(", ", attributes.fields())));
        }
        for (int item = 0; item < dates.length; item++) {
            List<String> values = attributes.values(item, config.attribute());
            if (!values.isEmpty() && !values.get(0).isBlank()) {
                String what = config.attribute() + " of item " + attributes.ids().id(item);
                dates[item] = Dates.millis(what, values.get(0).trim());
            }
        }
    }

    private static double[] ages(long[] dates) {
        long newest = Arrays.stream(dates).max().orElse(Interaction.NO_TIME);
        double[] scores = new double[dates.length];
        for (int item = 0; item < dates.length; item++) {
            scores[item] =
                    dates[item] == Interaction.NO_TIME
                            ? Double.NaN
                            : ((double) dates[item] - newest) / MILLIS_PER_DAY;
        }
        return scores;
    }
}
