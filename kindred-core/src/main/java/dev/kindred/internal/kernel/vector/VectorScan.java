package dev.kindred.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Looks through scores, four vectors at a time. */
final class VectorScan {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** JDK 17 makes objects of masks whose bits are asked for. */
    private static final boolean BITS = LANES <= 16 && Runtime.version().feature() >= 19;

    private VectorScan() {}

    /** See {@link dev.kindred.internal.kernel.Kernels#atLeast}. */
    static int atLeast(float threshold, float[] scores, int from, int length, int[] positions) {
        FloatVector limit = FloatVector.broadcast(SPECIES, threshold);
        int found = 0;
        int k = 0;
        for (; k <= length - 4 * LANES; k += 4 * LANES) {
            int at = from + k;
            VectorMask<Float> first = atLeast(limit, scores, at);
            VectorMask<Float> second = atLeast(limit, scores, at + LANES);
            VectorMask<Float> third = atLeast(limit, scores, at + 2 * LANES);
            VectorMask<Float> fourth = atLeast(limit, scores, at + 3 * LANES);
            if (BITS) {
                long low = first.toLong() | second.toLong() << LANES;
                long high = third.toLong() | fourth.toLong() << LANES;
                long bits = low | high << 2 * LANES;
                for (; bits != 0; bits &= bits - 1) {
                    positions[found++] = k + Long.numberOfTrailingZeros(bits);
                }
            } else if (first.or(second).or(third.or(fourth)).anyTrue()) {
                found = collect(threshold, scores, from, k, k + 4 * LANES, positions, found);
            }
        }
        return collect(threshold, scores, from, k, length, positions, found);
    }

    private static VectorMask<Float> atLeast(FloatVector limit, float[] scores, int at) {
        return load(scores, at).compare(VectorOperators.GE, limit);
    }

    private static int collect(
            float threshold,
            float[] scores,
            int from,
            int start,
            int end,
            int[] positions,
            int found) {
        int count = found;
        for (int k = start; k < end; k++) {
            if (scores[from + k] >= threshold) {
                positions[count++] = k;
            }
        }
        return count;
    }

    /** See {@link dev.kindred.internal.kernel.Kernels#maxima}. */
    static void maxima(float[] scores, int from, int length, float[] maxima) {
        int step = maxima.length;
        int end = from + length - length % step;
        for (int group = 0; group < step; group += 4 * LANES) {
            FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            FloatVector m1 = m0;
            FloatVector m2 = m0;
            FloatVector m3 = m0;
            for (int at = from + group; at < end; at += step) {
                m0 = greater(m0, load(scores, at));
                m1 = greater(m1, load(scores, at + LANES));
                m2 = greater(m2, load(scores, at + 2 * LANES));
                m3 = greater(m3, load(scores, at + 3 * LANES));
            }
            m0.intoArray(maxima, group);
            m1.intoArray(maxima, group + LANES);
            m2.intoArray(maxima, group + 2 * LANES);
            m3.intoArray(maxima, group + 3 * LANES);
        }
    }

    /** Not {@code max}, which {@code NaN} would win. */
    private static FloatVector greater(FloatVector greatest, FloatVector scores) {
        return greatest.blend(scores, scores.compare(VectorOperators.GT, greatest));
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
