package dev.kindred.coldstart;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which items to ask a new user about: known to many, rated differently, and unlike each other.
 *
 * <p>Of an item that n of U users have rated, {@code n / U} says how likely the user knows it, and
 * H, the entropy of the ratings by the largest possible one, how much an answer tells; {@code H n /
 * U} is what is to be expected of the question, in shares of the most that an answer can tell.
 * Where there are no ratings, having the item or not is the answer: the score is the entropy of
 * that. Questions are taken greedily, each by {@code score (1 - diversity s)}, with s the largest
 * share of common users ({@code c / sqrt(n m)}) with an item that was asked already.
 *
 * <p>Answers change what is asked next: a user of the data counts 1.5 times as much for every
 * answer in common, and two thirds for every opposite one, and n, U and H are those weighted
 * counts.
 *
 * <p>Worked number: 1,000 users, 50 ratings of an item, 10 of each of five values: H = 1, the score
 * is .05.
 *
 * <p>Cost: O(interactions) per call, and O(n x candidates x ratings of an item) for diversity, of
 * the 300 best candidates. Immutable and thread-safe. Ties: lower item row.
 *
 * <p>Source: A. Rashid, G. Karypis, J. Riedl, "Learning Preferences of New Users in Recommender
 * Systems", SIGKDD Explorations 2008. Differs: the share of users is not taken by its logarithm, by
 * which hardly anybody knew what was asked (on ML-1M half an answer to five questions); diversity;
 * and weights by answers instead of a tree.
 */
public final class Onboarding {
    private static final int CANDIDATES = 300;
    private static final double AGREE = 1.5;

    private final Dataset data;
    private final Taste taste;
    private final double diversity;

    private Onboarding(Dataset data, double diversity) {
        this.data = data;
        this.taste = Taste.of(data.byUser());
        this.diversity = diversity;
    }

    /** Questions that are half as good where everybody who knows one knows the other. */
    public static Onboarding of(Dataset data) {
        return of(data, 0.5);
    }

    /**
     * Questions with a given weight of diversity.
     *
     * @param diversity from 0 (does not matter) to 1
     */
    public static Onboarding of(Dataset data, double diversity) {
        Checks.between("diversity", diversity, 0, 1);
        return new Onboarding(data, diversity);
    }

    /**
     * An item to ask about.
     *
     * @param score by which it was chosen
     * @param known share of the users who rated it, from 0 to 1
     * @param entropy of the ratings by the largest possible one, from 0 to 1
     */
    public record Question(int item, double score, double known, double entropy) {}

    /**
     * The next questions, best first.
     *
     * @param answers what was answered so far
     * @param skipped items that the user was asked about and does not know
     * @param n how many; fewer only if there are not so many items that anybody rated
     */
    public List<Question> next(History answers, BitSet skipped, int n) {
        Question[] all = judge(weights(answers));
        BitSet asked = (BitSet) skipped.clone();
        var before = new ArrayList<Integer>();
        for (int k = 0; k < answers.size(); k++) {
            asked.set(answers.item(k));
            before.add(answers.item(k));
        }
        skipped.stream().filter(item -> item < all.length).forEach(before::add);
        List<Question> best =
                Arrays.stream(all)
                        .filter(one -> one.known() > 0 && !asked.get(one.item()))
                        .sorted(
                                Comparator.comparingDouble((Question one) -> -one.score())
                                        .thenComparingInt(Question::item))
                        .limit(Math.max(CANDIDATES, n))
                        .toList();
        return greedy(new ArrayList<>(best), before, n);
    }

    private List<Question> greedy(List<Question> left, List<Integer> before, int n) {
        double[] near = new double[left.size()];
        for (int item : before) {
            approach(left, near, item);
        }
        var chosen = new ArrayList<Question>();
        while (chosen.size() < n && chosen.size() < left.size()) {
            int best = -1;
            for (int k = 0; k < near.length; k++) {
                if (near[k] >= 0 && (best < 0 || value(left, near, k) > value(left, near, best))) {
                    best = k;
                }
            }
            Question one = left.get(best);
            double score = value(left, near, best);
            chosen.add(new Question(one.item(), score, one.known(), one.entropy()));
            near[best] = -1;
            if (diversity > 0) {
                approach(left, near, one.item());
            }
        }
        return chosen;
    }

    private double value(List<Question> left, double[] near, int k) {
        return left.get(k).score() * (1 - diversity * near[k]);
    }

    /** Raises the nearness of all candidates to what was asked. */
    private void approach(List<Question> left, double[] near, int item) {
        SparseRows byItem = data.byItem();
        var has = new BitSet(data.users().size());
        for (int k = byItem.start(item); k < byItem.end(item); k++) {
            has.set(byItem.column(k));
        }
        for (int c = 0; c < near.length; c++) {
            int other = left.get(c).item();
            if (near[c] >= 0 && byItem.size(item) > 0) {
                int common = 0;
                for (int k = byItem.start(other); k < byItem.end(other); k++) {
                    common += has.get(byItem.column(k)) ? 1 : 0;
                }
                double size = Math.sqrt((double) byItem.size(item) * byItem.size(other));
                near[c] = Math.max(near[c], common / size);
            }
        }
    }

    /** How much each user of the data counts after some answers. */
    private double[] weights(History answers) {
        double[] weights = new double[data.users().size()];
        Arrays.fill(weights, 1);
        SparseRows byItem = data.byItem();
        for (int n = 0; n < answers.size(); n++) {
            int item = answers.item(n);
            boolean liked = taste.likes(answers.value(n));
            for (int k = byItem.start(item); k < byItem.end(item); k++) {
                boolean same = taste.likes(byItem.value(k)) == liked;
                weights[byItem.column(k)] *= same ? AGREE : 1 / AGREE;
            }
        }
        return weights;
    }

    private Question[] judge(double[] weights) {
        double users = Arrays.stream(weights).sum();
        return IntStream.range(0, data.items().size())
                .mapToObj(item -> judge(item, weights, users))
                .toArray(Question[]::new);
    }

    private Question judge(int item, double[] weights, double users) {
        SparseRows byItem = data.byItem();
        double[] counts = new double[Math.max(2, taste.levels().length)];
        double known = 0;
        for (int k = byItem.start(item); k < byItem.end(item); k++) {
            double weight = weights[byItem.column(k)];
            known += weight;
            counts[taste.isRated() ? taste.level(byItem.value(k)) : 0] += weight;
        }
        if (!taste.isRated()) {
            counts[1] = users - known;
        }
        double entropy = entropy(counts);
        double share = users > 0 ? known / users : 0;
        double score = taste.isRated() ? share * entropy : entropy;
        return new Question(item, score, share, entropy);
    }

    /** Entropy of counts by that of equal counts, from 0 to 1. */
    static double entropy(double[] counts) {
        double all = Arrays.stream(counts).sum();
        double sum = 0;
        for (double count : counts) {
            if (count > 0) {
                sum -= count / all * Math.log(count / all);
            }
        }
        return Math.max(0, sum / Math.log(counts.length));
    }
}
