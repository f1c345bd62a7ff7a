package dev.kindred.model;

import dev.kindred.internal.Checks;
import java.util.Arrays;

/**
 * Why an item got its score: what each item of the history contributed, largest first.
 *
 * <p>Contributions add up to the score, less what does not depend on the history (such as an item's
 * mean).
 *
 * @param items rows of past items
 * @param contributions what each added to the score, in the score's unit; falling
 */
public record Explanation(int[] items, double[] contributions) {
    /** No known reason. */
    public static final Explanation NONE = new Explanation(new int[0], new double[0]);

    public Explanation {
        Checks.sameLength("contributions", items.length, contributions.length);
    }

    /**
     * The explanation with the given contributions, sorted; those that are 0 or NaN are left out.
     */
    public static Explanation of(int[] items, double[] contributions) {
        Checks.sameLength("contributions", items.length, contributions.length);
        Integer[] order =
                java.util.stream.IntStream.range(0, items.length)
                        .filter(k -> contributions[k] < 0 || contributions[k] > 0)
                        .boxed()
                        .sorted(
                                (a, b) -> {
                                    int byValue =
                                            Double.compare(contributions[b], contributions[a]);
                                    return byValue != 0
                                            ? byValue
                                            : Integer.compare(items[a], items[b]);
                                })
                        .toArray(Integer[]::new);
        int[] sortedItems = Arrays.stream(order).mapToInt(k -> items[k]).toArray();
        double[] sorted = Arrays.stream(order).mapToDouble(k -> contributions[k]).toArray();
        return new Explanation(sortedItems, sorted);
    }

    public int size() {
        return items.length;
    }

    /**
     * The share of each past item in all that spoke for the item: its contribution by the sum of
     * the positive ones; 0 for one that spoke against.
     */
    public double share(int k) {
        double sum = 0;
        for (double contribution : contributions) {
            sum += Math.max(0, contribution);
        }
        return sum > 0 ? Math.max(0, contributions[k]) / sum : 0;
    }
}
