package dev.kindred.internal.kernel.vector;

import dev.kindred.internal.kernel.Descent;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradient descent with vectors.
 *
 * <p>The error stays in a vector, the same in all lanes. Rows of four vectors, 49 to 62 factors
 * with the longest vectors, are read once and stay in registers.
 */
final class VectorDescent {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final FloatVector ALL_BUT_LAST = allBut(1);
    private static final FloatVector ALL_BUT_LAST_BUT_ONE = allBut(2);

    private VectorDescent() {}

    /** Ones, and a zero in the lane that is so many before the end. */
    private static FloatVector allBut(int fromEnd) {
        float[] lanes = new float[LANES];
        Arrays.fill(lanes, 1);
        lanes[LANES - fromEnd] = 0;
        return FloatVector.fromArray(SPECIES, lanes, 0);
    }

    static double descend(Descent ratings, int from, int end, float keep, float rate) {
        return ratings.width() == 4 * LANES
                ? four(ratings, from, end, keep, rate)
                : any(ratings, from, end, keep, rate);
    }

    private static double four(Descent ratings, int from, int end, float keep, float rate) {
        float[] p = ratings.p();
        float[] q = ratings.q();
        int[] ps = ratings.ps();
        int[] qs = ratings.qs();
        float[] values = ratings.values();
        FloatVector keepAll = FloatVector.broadcast(SPECIES, keep);
        // The lanes of the ones: kept as they are.
        FloatVector keepP = one(keepAll, ALL_BUT_LAST);
        FloatVector keepQ = one(keepAll, ALL_BUT_LAST_BUT_ONE);
        FloatVector loss = FloatVector.zero(SPECIES);
        for (int k = from; k < end; k++) {
            int left = ps[k];
            int right = qs[k];
            FloatVector p0 = load(p, left);
            FloatVector q0 = load(q, right);
            FloatVector p1 = load(p, left + LANES);
            FloatVector q1 = load(q, right + LANES);
            FloatVector p2 = load(p, left + 2 * LANES);
            FloatVector q2 = load(q, right + 2 * LANES);
            FloatVector p3 = load(p, left + 3 * LANES);
            FloatVector q3 = load(q, right + 3 * LANES);
            FloatVector sum = p0.fma(q0, p1.mul(q1)).add(p2.fma(q2, p3.mul(q3)));
            FloatVector error =
                    FloatVector.broadcast(SPECIES, values[k]).sub(VectorKernels.sumInLanes(sum));
            loss = error.fma(error, loss);
            FloatVector gain = error.mul(rate);
            gain.fma(q0, keepAll.mul(p0)).intoArray(p, left);
            gain.fma(p0, keepAll.mul(q0)).intoArray(q, right);
            gain.fma(q1, keepAll.mul(p1)).intoArray(p, left + LANES);
            gain.fma(p1, keepAll.mul(q1)).intoArray(q, right + LANES);
            gain.fma(q2, keepAll.mul(p2)).intoArray(p, left + 2 * LANES);
            gain.fma(p2, keepAll.mul(q2)).intoArray(q, right + 2 * LANES);
            gain.mul(ALL_BUT_LAST).fma(q3, keepP.mul(p3)).intoArray(p, left + 3 * LANES);
            gain.mul(ALL_BUT_LAST_BUT_ONE).fma(p3, keepQ.mul(q3)).intoArray(q, right + 3 * LANES);
        }
        return loss.lane(0);
    }

    private static double any(Descent ratings, int from, int end, float keep, float rate) {
        float[] p = ratings.p();
        float[] q = ratings.q();
        int width = ratings.width();
        FloatVector keepAll = FloatVector.broadcast(SPECIES, keep);
        FloatVector keepP = one(keepAll, ALL_BUT_LAST);
        FloatVector keepQ = one(keepAll, ALL_BUT_LAST_BUT_ONE);
        FloatVector loss = FloatVector.zero(SPECIES);
        for (int k = from; k < end; k++) {
            int left = ratings.ps()[k];
            int right = ratings.qs()[k];
            FloatVector sum = load(p, left).mul(load(q, right));
            for (int at = LANES; at < width; at += LANES) {
                sum = load(p, left + at).fma(load(q, right + at), sum);
            }
            FloatVector error =
                    FloatVector.broadcast(SPECIES, ratings.values()[k])
                            .sub(VectorKernels.sumInLanes(sum));
            loss = error.fma(error, loss);
            FloatVector gain = error.mul(rate);
            int last = width - LANES;
            for (int at = 0; at < last; at += LANES) {
                FloatVector x = load(p, left + at);
                FloatVector y = load(q, right + at);
                gain.fma(y, keepAll.mul(x)).intoArray(p, left + at);
                gain.fma(x, keepAll.mul(y)).intoArray(q, right + at);
            }
            FloatVector x = load(p, left + last);
            FloatVector y = load(q, right + last);
            gain.mul(ALL_BUT_LAST).fma(y, keepP.mul(x)).intoArray(p, left + last);
            gain.mul(ALL_BUT_LAST_BUT_ONE).fma(x, keepQ.mul(y)).intoArray(q, right + last);
        }
        return loss.lane(0);
    }

    /** The given lanes, but 1 where the mask is 0. */
    private static FloatVector one(FloatVector lanes, FloatVector mask) {
        return lanes.mul(mask).add(FloatVector.broadcast(SPECIES, 1).sub(mask));
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
