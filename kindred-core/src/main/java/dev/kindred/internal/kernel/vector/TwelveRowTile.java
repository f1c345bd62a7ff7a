package dev.kindred.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Twelve rows by two vectors: 24 sums in registers, for machines with 32 vector registers.
 *
 * <p>One long method on purpose: the sums stay in registers only as long as nothing is called.
 */
final class TwelveRowTile {
    static final int ROWS = 12;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private TwelveRowTile() {}

    /**
     * Writes {@code sum over p of a[aFrom + p * aStep + r] * b[bFrom + p * bStep + j]}to {@code
     * c[to + r * step + j]}.
     */
    static void sum(
            int length,
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int to,
            int step) {
        FloatVector s0a = FloatVector.zero(SPECIES);
        FloatVector s0b = FloatVector.zero(SPECIES);
        FloatVector s1a = FloatVector.zero(SPECIES);
        FloatVector s1b = FloatVector.zero(SPECIES);
        FloatVector s2a = FloatVector.zero(SPECIES);
        FloatVector s2b = FloatVector.zero(SPECIES);
        FloatVector s3a = FloatVector.zero(SPECIES);
        FloatVector s3b = FloatVector.zero(SPECIES);
        FloatVector s4a = FloatVector.zero(SPECIES);
        FloatVector s4b = FloatVector.zero(SPECIES);
        FloatVector s5a = FloatVector.zero(SPECIES);
        FloatVector s5b = FloatVector.zero(SPECIES);
        FloatVector s6a = FloatVector.zero(SPECIES);
        FloatVector s6b = FloatVector.zero(SPECIES);
        FloatVector s7a = FloatVector.zero(SPECIES);
        FloatVector s7b = FloatVector.zero(SPECIES);
        FloatVector s8a = FloatVector.zero(SPECIES);
        FloatVector s8b = FloatVector.zero(SPECIES);
        FloatVector s9a = FloatVector.zero(SPECIES);
        FloatVector s9b = FloatVector.zero(SPECIES);
        FloatVector s10a = FloatVector.zero(SPECIES);
        FloatVector s10b = FloatVector.zero(SPECIES);
        FloatVector s11a = FloatVector.zero(SPECIES);
        FloatVector s11b = FloatVector.zero(SPECIES);
        int aAt = aFrom;
        int bAt = bFrom;
        for (int p = 0; p < length; p++) {
            FloatVector ba = FloatVector.fromArray(SPECIES, b, bAt);
            FloatVector bb = FloatVector.fromArray(SPECIES, b, bAt + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt]);
            s0a = a0.fma(ba, s0a);
            s0b = a0.fma(bb, s0b);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aAt + 1]);
            s1a = a1.fma(ba, s1a);
            s1b = a1.fma(bb, s1b);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aAt + 2]);
            s2a = a2.fma(ba, s2a);
            s2b = a2.fma(bb, s2b);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aAt + 3]);
            s3a = a3.fma(ba, s3a);
            s3b = a3.fma(bb, s3b);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[aAt + 4]);
            s4a = a4.fma(ba, s4a);
            s4b = a4.fma(bb, s4b);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[aAt + 5]);
            s5a = a5.fma(ba, s5a);
            s5b = a5.fma(bb, s5b);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[aAt + 6]);
            s6a = a6.fma(ba, s6a);
            s6b = a6.fma(bb, s6b);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[aAt + 7]);
            s7a = a7.fma(ba, s7a);
            s7b = a7.fma(bb, s7b);
            FloatVector a8 = FloatVector.broadcast(SPECIES, a[aAt + 8]);
            s8a = a8.fma(ba, s8a);
            s8b = a8.fma(bb, s8b);
            FloatVector a9 = FloatVector.broadcast(SPECIES, a[aAt + 9]);
            s9a = a9.fma(ba, s9a);
            s9b = a9.fma(bb, s9b);
            FloatVector a10 = FloatVector.broadcast(SPECIES, a[aAt + 10]);
            s10a = a10.fma(ba, s10a);
            s10b = a10.fma(bb, s10b);
            FloatVector a11 = FloatVector.broadcast(SPECIES, a[aAt + 11]);
            s11a = a11.fma(ba, s11a);
            s11b = a11.fma(bb, s11b);
            aAt += aStep;
            bAt += bStep;
        }
        s0a.intoArray(c, to);
        s0b.intoArray(c, to + LANES);
        s1a.intoArray(c, to + step);
        s1b.intoArray(c, to + step + LANES);
        s2a.intoArray(c, to + 2 * step);
        s2b.intoArray(c, to + 2 * step + LANES);
        s3a.intoArray(c, to + 3 * step);
        s3b.intoArray(c, to + 3 * step + LANES);
        s4a.intoArray(c, to + 4 * step);
        s4b.intoArray(c, to + 4 * step + LANES);
        s5a.intoArray(c, to + 5 * step);
        s5b.intoArray(c, to + 5 * step + LANES);
        s6a.intoArray(c, to + 6 * step);
        s6b.intoArray(c, to + 6 * step + LANES);
        s7a.intoArray(c, to + 7 * step);
        s7b.intoArray(c, to + 7 * step + LANES);
        s8a.intoArray(c, to + 8 * step);
        s8b.intoArray(c, to + 8 * step + LANES);
        s9a.intoArray(c, to + 9 * step);
        s9b.intoArray(c, to + 9 * step + LANES);
        s10a.intoArray(c, to + 10 * step);
        s10b.intoArray(c, to + 10 * step + LANES);
        s11a.intoArray(c, to + 11 * step);
        s11b.intoArray(c, to + 11 * step + LANES);
    }
}
