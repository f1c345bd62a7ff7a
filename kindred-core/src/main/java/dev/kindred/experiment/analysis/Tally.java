package dev.kindred.experiment.analysis;

import java.util.Map;
import java.util.TreeMap;

/**
 * One metric in one arm: its moments, and where heavy hitters are to be capped, moments by the size
 * of y as well, so that a cap can be laid on afterwards.
 *
 * <p>Bucket b holds y from 1.01^b to 1.01^(b+1); what is not above 0 has a bucket of its own. Some
 * 700 buckets cover six orders of magnitude, whatever the number of units. A cap at the end of a
 * bucket is at most 1 % above the quantile; moments under that cap are exact. Unlike a list of the
 * largest values, buckets merge, and a unit whose total grows moves from one to another.
 */
final class Tally {
    /** The bucket of what is not above 0. */
    static final int NOT_POSITIVE = Integer.MIN_VALUE;

    private static final double LOG_STEP = Math.log(1.01);

    private final Moments all = new Moments();
    private final boolean bySize;
    private final TreeMap<Integer, Moments> buckets = new TreeMap<>();

    Tally(boolean bySize) {
        this.bySize = bySize;
    }

    static int bucket(double y) {
        return y > 0 ? (int) Math.floor(Math.log(y) / LOG_STEP) : NOT_POSITIVE;
    }

    /** The largest y of a bucket. */
    static double end(int bucket) {
        return Math.exp((bucket + 1) * LOG_STEP);
    }

    void add(double y, double x) {
        all.add(y, x);
        if (bySize) {
            buckets.computeIfAbsent(bucket(y), key -> new Moments()).add(y, x);
        }
    }

    void remove(double y, double x) {
        all.remove(y, x);
        if (bySize) {
            int bucket = bucket(y);
            Moments moments = buckets.get(bucket);
            if (moments != null) {
                moments.remove(y, x);
                if (moments.n() == 0) {
                    buckets.remove(bucket);
                }
            }
        }
    }

    void merge(Tally other) {
        all.merge(other.all);
        other.buckets.forEach((bucket, moments) -> into(buckets, bucket, moments));
    }

    /** Adds moments to those of a bucket. */
    static void into(Map<Integer, Moments> buckets, int bucket, Moments moments) {
        if (moments.n() > 0) {
            buckets.computeIfAbsent(bucket, key -> new Moments()).merge(moments);
        }
    }

    /** All that was added, as it was. */
    Moments moments() {
        return all;
    }

    /** All that was added, with y above the end of a bucket cut down to it. */
    Moments cappedAt(int last) {
        var capped = new Moments();
        buckets.forEach(
                (bucket, moments) ->
                        capped.merge(bucket <= last ? moments : moments.capped(end(last))));
        return capped;
    }

    /** Moments by size; empty where nothing is to be capped. */
    Map<Integer, Moments> buckets() {
        return buckets;
    }

    /** Sets what a file says. */
    void restore(Moments moments, Map<Integer, Moments> bySizes) {
        all.merge(moments);
        buckets.putAll(bySizes);
    }
}
