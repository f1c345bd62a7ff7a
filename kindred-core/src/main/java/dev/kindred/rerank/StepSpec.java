package dev.kindred.rerank;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.internal.Suggestion;
import dev.kindred.rank.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A re-ranking step in words: {@code NAME[:AMOUNT[:FIELD]]}, such as {@code mmr:0.3}, {@code
 * cap:2:author}; a number alone is the amount of {@code mmr}.
 *
 * @param name one of {@link #NAMES}
 * @param amount diversity, weight, count or distance; null for the default
 * @param field item attribute ({@code a+b} for {@code mmr} and {@code dpp}, or {@code users}: who
 *     has the items); null for what looks like genres
 */
public record StepSpec(String name, @Nullable Double amount, @Nullable String field) {
    /** The steps, and what their amount is if none is given. */
    private static final Map<String, Double> DEFAULTS =
            Map.of(
                    "mmr",
                    .3,
                    "dpp",
                    .3,
                    "xquad",
                    .5,
                    "calibrated",
                    .5,
                    "exposure",
                    .5,
                    "cap",
                    2.0,
                    "spacing",
                    2.0);

    /** All names. */
    public static final List<String> NAMES =
            List.of("mmr", "dpp", "xquad", "calibrated", "cap", "spacing", "exposure");

    private static final String USERS = "users";

    /**
     * Reads a step.
     *
     * @throws IllegalArgumentException if there is no such step or the amount is no number
     */
    public static StepSpec parse(String text) {
        if (isNumber(text)) {
            return new StepSpec("mmr", Double.valueOf(text), null);
        }
        String[] parts = text.split(":", 3);
        if (!NAMES.contains(parts[0])) {
            throw new IllegalArgumentException(
                    "there is no step \"%s\"%s; there are %s, written NAME[:AMOUNT[:ATTRIBUTE]]"
                            .formatted(
                                    parts[0],
                                    Suggestion.didYouMean(parts[0], NAMES),
                                    String.join(", ", NAMES)));
        }
        if (parts.length > 1 && !isNumber(parts[1])) {
            throw new IllegalArgumentException(
                    "the amount of %s must be a number of at least 0, but is \"%s\" in \"%s\""
                            .formatted(parts[0], parts[1], text));
        }
        return new StepSpec(
                parts[0],
                parts.length > 1 ? Double.valueOf(parts[1]) : null,
                parts.length > 2 ? parts[2] : null);
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,17})?|\\.\\d{1,17}");
    }

    /**
     * The step.
     *
     * @param data what the recommender's items are rows of, with their attributes
     * @throws IllegalArgumentException if the attribute does not exist or the amount is out of
     *     range
     */
    public Step step(Dataset data) {
        Attributes items = data.itemAttributes();
        double size = amount == null ? DEFAULTS.get(name) : amount;
        return switch (name) {
            case "mmr" -> Mmr.of(size, similarity(data));
            case "dpp" -> Dpp.of(size, similarity(data));
            case "xquad" -> XQuad.of(size, items, oneField(items));
            case "calibrated" -> Calibrated.of(size, items, oneField(items));
            case "exposure" ->
                    FairExposure.of(size, items, oneField(items), FairExposure.Target.CATALOGUE);
            case "cap" -> CategoryCap.of(items, oneField(items), whole(size));
            default -> Spacing.of(items, oneField(items), whole(size));
        };
    }

    private int whole(double size) {
        if (size != Math.rint(size) || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the amount of %s must be a whole number, but is %s".formatted(name, size));
        }
        return (int) size;
    }

    private ItemSimilarity similarity(Dataset data) {
        Attributes items = data.itemAttributes();
        String of = field == null ? Attributes.categoryField(items.fields()) : field;
        return of == null || of.equals(USERS) && !items.fields().contains(USERS)
                ? ItemSimilarity.ofUsers(data)
                : ItemSimilarity.ofAttributes(items, Arrays.asList(of.split("\\+")));
    }

    private String oneField(Attributes items) {
        String of = field == null ? Attributes.categoryField(items.fields()) : field;
        if (of == null) {
            throw new IllegalArgumentException(
                    "%s needs an attribute of the items: %s:%s:ATTRIBUTE; there are %s"
                            .formatted(name, name, DEFAULTS.get(name), items.fields()));
        }
        return of;
    }
}
