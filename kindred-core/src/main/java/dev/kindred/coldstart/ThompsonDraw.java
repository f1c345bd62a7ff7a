package dev.kindred.coldstart;

import dev.kindred.coldstart.Exploration.Trials;
import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Thompson sampling that knows its own probabilities: draws items, each with the chance that it is
 * the best of those that are left.
 *
 * <p>The share of successes of item i is {@code F_i = Beta(m q + successes, m (1 - q) + trials -
 * successes)}, with q the share of all items together and m = 20. Item i is drawn with probability
 * {@code p_i = integral of prod_{j != i} F_j dF_i}, which is what the highest of one random share
 * per item has too, so that what is logged is what was done. The integral is a sum over 256 equal
 * steps; items with the same counts are computed once.
 *
 * <p>Cost: once per different pair of counts 256 values of F; a draw takes one look at each
 * candidate and 256 steps per pair. Immutable and thread-safe.
 *
 * <p>Source: W. Thompson, "On the Likelihood that One Unknown Probability Exceeds Another",
 * Biometrika 1933. Differs in drawing by the probabilities, in place of one share per item.
 */
public final class ThompsonDraw {
    private static final double PRIOR = 20;
    private static final int STEPS = 256;
    private static final double LEAST = -1e6; // in place of the logarithm of 0

    private final int[] kinds;
    private final List<Kind> counts = new ArrayList<>();
    private final AtomicReferenceArray<double[]> tables;
    private final double usual;

    /** How often an item was tried, and with what success. */
    private record Kind(double trials, double successes) {}

    /**
     * A drawn item.
     *
     * @param probability with which it was drawn, given those drawn before it
     */
    public record Drawn(int row, double probability) {}

    /** Draws by what became of items so far; more successes than trials count as trials. */
    public ThompsonDraw(Trials trials) {
        kinds = new int[trials.all().length];
        double[] successes = new double[kinds.length];
        Arrays.setAll(successes, row -> Math.min(trials.all()[row], trials.successes()[row]));
        usual = new Trials(trials.all(), successes).usual();
        Map<Kind, Integer> known = new HashMap<>();
        for (int row = 0; row < kinds.length; row++) {
            var kind = new Kind(trials.all()[row], successes[row]);
            Integer at = known.putIfAbsent(kind, counts.size());
            kinds[row] = at == null ? counts.size() : at;
            if (at == null) {
                counts.add(kind);
            }
        }
        tables = new AtomicReferenceArray<>(counts.size());
    }

    /** The logarithms of F at 0, 1 / 256, ... 1. */
    private double[] table(int kind) {
        double[] known = tables.get(kind);
        if (known == null) {
            Kind of = counts.get(kind);
            var beta =
                    BetaDistribution.of(
                            PRIOR * usual + of.successes(),
                            PRIOR * (1 - usual) + of.trials() - of.successes());
            known = new double[STEPS + 1];
            for (int step = 0; step <= STEPS; step++) {
                double above = beta.survivalProbability((double) step / STEPS);
                known[step] = Math.max(LEAST, Math.log1p(-above));
            }
            tables.set(kind, known);
        }
        return known;
    }

    /**
     * Draws some of the candidates, one after the other; all of them if there are no more.
     *
     * @param candidates item rows
     */
    public List<Drawn> draw(BitSet candidates, int places, RandomGenerator random) {
        Checks.notNegative("places", places);
        var left = (BitSet) candidates.clone();
        int[] sizes = new int[counts.size()];
        left.stream().forEach(row -> sizes[kinds[row]]++);
        int[] there = IntStream.range(0, sizes.length).filter(kind -> sizes[kind] > 0).toArray();
        var drawn = new ArrayList<Drawn>();
        while (drawn.size() < places && !left.isEmpty()) {
            double[] shares = shares(there, sizes);
            int at = one(shares, random);
            int row = member(left, there[at], random.nextInt(sizes[there[at]]));
            drawn.add(new Drawn(row, Math.min(1, shares[at] / sizes[there[at]])));
            left.clear(row);
            sizes[there[at]]--;
        }
        return drawn;
    }

    /** The chance that the best one is of each kind. */
    private double[] shares(int[] there, int[] sizes) {
        double[] all = new double[STEPS + 1];
        for (int kind : there) {
            double[] table = table(kind);
            for (int step = 0; step <= STEPS; step++) {
                all[step] += sizes[kind] * table[step];
            }
        }
        double[] shares = new double[there.length];
        for (int at = 0; at < there.length; at++) {
            shares[at] = sizes[there[at]] * best(table(there[at]), all);
            shares[at] = sizes[there[at]] > 0 ? Math.max(shares[at], 1e-12) : 0;
        }
        double sum = Arrays.stream(shares).sum();
        for (int at = 0; at < shares.length; at++) {
            shares[at] /= sum;
        }
        return shares;
    }

    /** The integral of the product of all others over the own F. */
    private static double best(double[] own, double[] all) {
        double sum = 0;
        double before = Math.exp(all[0] - own[0]);
        for (int step = 1; step <= STEPS; step++) {
            double now = Math.exp(all[step] - own[step]);
            sum += (Math.exp(own[step]) - Math.exp(own[step - 1])) * (before + now) / 2;
            before = now;
        }
        return sum;
    }

    private static int one(double[] shares, RandomGenerator random) {
        double point = random.nextDouble();
        int last = 0;
        for (int at = 0; at < shares.length; at++) {
            if (shares[at] > 0) {
                last = at;
                point -= shares[at];
                if (point < 0) {
                    return at;
                }
            }
        }
        return last;
    }

    private int member(BitSet left, int kind, int number) {
        int skip = number;
        for (int row = left.nextSetBit(0); row >= 0; row = left.nextSetBit(row + 1)) {
            if (kinds[row] == kind && skip-- == 0) {
                return row;
            }
        }
        throw new IllegalStateException("kind %d has no item %d".formatted(kind, number));
    }
}
