package dev.kindred.blend;

import dev.kindred.blend.Learning.Case;
import dev.kindred.model.FitContext;
import dev.kindred.rank.TopN;
import java.util.Arrays;
import java.util.List;

/**
 * Seeks the weights with the best mean nDCG: from the best single part and from equal weights, in
 * steps towards each part, as long as that improves. With two parts that tries every step between
 * them. A blend has to prove itself: where its mean gain over the best single part is less than
 * {@value #PROOF} standard errors, that part alone is the better bet.
 */
final class WeightSearch {
    private static final int STEPS = 20;
    private static final int MOST_ROUNDS = 20;
    private static final double PROOF =
            2; // 2 % of useless blends would pass, were each tried alone

    private final List<Case> cases;
    private final int parts;
    private final int depth;
    private final FitContext context;
    private final double[] discounts;
    private double[] best = {};
    private double bestNdcg = -1;

    WeightSearch(List<Case> cases, int parts, int depth, FitContext context) {
        this.cases = cases;
        this.parts = parts;
        this.depth = depth;
        this.context = context;
        this.discounts = new double[depth];
        Arrays.setAll(discounts, place -> StrictMath.log(2) / StrictMath.log(place + 2));
    }

    /** The best weights found; they sum up to 1. */
    double[] best() {
        for (int part = 0; part < parts; part++) {
            offer(single(part));
        }
        double[] alone = best;
        climb();
        double[] equal = new double[parts];
        Arrays.fill(equal, 1.0 / parts);
        double before = bestNdcg;
        offer(equal);
        if (bestNdcg > before) {
            climb();
        }
        return isProven(best, alone) ? best : alone;
    }

    private boolean isProven(double[] blend, double[] alone) {
        double[] gains = each(blend);
        double[] other = each(alone);
        double sum = 0;
        for (int user = 0; user < gains.length; user++) {
            gains[user] -= other[user];
            sum += gains[user];
        }
        double mean = sum / gains.length;
        double squares = 0;
        for (double gain : gains) {
            squares += (gain - mean) * (gain - mean);
        }
        return mean > PROOF * Math.sqrt(squares) / gains.length;
    }

    private double[] single(int part) {
        double[] weights = new double[parts];
        weights[part] = 1;
        return weights;
    }

    private boolean offer(double[] weights) {
        double ndcg = ndcg(weights);
        if (ndcg > bestNdcg) {
            best = weights;
            bestNdcg = ndcg;
            return true;
        }
        return false;
    }

    private void climb() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean improved = false;
            for (int part = 0; part < parts; part++) {
                improved |= towards(part);
            }
            if (!improved) {
                return;
            }
        }
    }

    /** Tries every step from the best weights so far to a single part. */
    private boolean towards(int part) {
        double[] from = best;
        boolean improved = false;
        for (int step = 1; step < STEPS; step++) {
            double share = step / (double) STEPS;
            double[] weights = new double[parts];
            for (int other = 0; other < parts; other++) {
                weights[other] = (1 - share) * from[other] + (other == part ? share : 0);
            }
            improved |= offer(weights);
        }
        return improved;
    }

    /** The mean nDCG of the users with the given weights. */
    double ndcg(double[] weights) {
        double[] each = each(weights);
        double sum = 0;
        for (double one : each) {
            sum += one;
        }
        return sum / each.length;
    }

    private double[] each(double[] weights) {
        double[] each = new double[cases.size()];
        context.forEachRowWithState(
                each.length,
                thread -> {
                    var top = new TopN(depth);
                    return row -> each[row] = ndcg(cases.get(row), weights, top);
                });
        return each;
    }

    private double ndcg(Case user, double[] weights, TopN top) {
        top.clear();
        for (int item = 0; item < user.hits().length; item++) {
            double score = 0;
            for (int part = 0; part < parts; part++) {
                score += weights[part] * user.scores()[part][item];
            }
            top.offer(item, (float) score);
        }
        top.sort();
        double gain = 0;
        for (int place = 0; place < top.size(); place++) {
            gain += user.hits()[top.row(place)] ? discounts[place] : 0;
        }
        double ideal = 0;
        for (int place = 0; place < Math.min(depth, user.targets()); place++) {
            ideal += discounts[place];
        }
        return gain / ideal;
    }
}
