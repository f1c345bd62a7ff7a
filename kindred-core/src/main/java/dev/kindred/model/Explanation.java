package dev.kindred.model;

import dev.kindred.internal.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Why an item got its score: what each item of the history contributed, largest first, and, where a
 * model knows items by their attributes, what each shared term contributed.
 *
 * <p>Contributions of the items add up to the score, less what does not depend on the history (such
 * as an item's mean). Those of the terms are another view of the same score: they add up to it too.
 *
 * @param items rows of past items
 * @param contributions what each added to the score, in the score's unit; falling
 * @param terms what the item has in common with the history; contributions fall
 * @param sources the models that a hybrid made the score of; empty for a model that is none
 */
public record Explanation(
        int[] items, double[] contributions, List<Term> terms, List<Source> sources) {
    /** No known reason. */
    public static final Explanation NONE = new Explanation(new int[0], new double[0]);

    private static final Comparator<Term> LARGEST_FIRST =
            Comparator.comparingDouble((Term term) -> -term.contribution())
                    .thenComparing(Term::field)
                    .thenComparing(Term::text);

    /**
     * Something that items have in common: a word, a category, a range of numbers.
     *
     * @param field the attribute that has it
     * @param text as people write it, such as "Christopher Nolan"
     * @param contribution what it added to the score
     */
    public record Term(String field, String text, double contribution) {}

    /**
     * One model of a hybrid.
     *
     * @param name of its algorithm
     * @param score that it gives the item
     * @param rank of the item in its list of what the history does not hold; 1 is the best
     * @param contribution what it added to the hybrid's score; {@code NaN} where nothing is added
     *     up
     */
    public record Source(String name, double score, int rank, double contribution) {}

    public Explanation {
        Checks.sameLength("contributions", items.length, contributions.length);
        terms = List.copyOf(terms);
        sources = List.copyOf(sources);
    }

    /** An explanation by items alone. */
    public Explanation(int[] items, double[] contributions) {
        this(items, contributions, List.of(), List.of());
    }

    /**
     * The explanation with the given contributions, sorted; those that are 0 or NaN are left out.
     */
    public static Explanation of(int[] items, double[] contributions) {
        Checks.sameLength("contributions", items.length, contributions.length);
        Integer[] order =
                IntStream.range(0, items.length)
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

    /** The same with terms, sorted; those that contributed 0 or NaN are left out. */
    public Explanation withTerms(List<Term> shared) {
        List<Term> sorted =
                shared.stream()
                        .filter(term -> term.contribution() < 0 || term.contribution() > 0)
                        .sorted(LARGEST_FIRST)
                        .toList();
        return new Explanation(items, contributions, sorted, sources);
    }

    /** The same with the models that the score was made of. */
    public Explanation withSources(List<Source> models) {
        return new Explanation(items, contributions, terms, models);
    }

    /** The number of past items. */
    public int size() {
        return items.length;
    }

    /**
     * The share of each past item in all that spoke for the item: its contribution by the sum of
     * the positive ones; 0 for one that spoke against.
     */
    public double share(int k) {
        return share(contributions[k], Arrays.stream(contributions));
    }

    /** The share of a term in all terms that spoke for the item, as {@link #share} of items. */
    public double termShare(int k) {
        return share(terms.get(k).contribution(), terms.stream().mapToDouble(Term::contribution));
    }

    private static double share(double one, DoubleStream all) {
        double sum = all.map(value -> Math.max(0, value)).sum();
        return sum > 0 ? Math.max(0, one) / sum : 0;
    }
}
