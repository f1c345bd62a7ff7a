package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far two items are apart; {@code NaN} where that is unknown. Thread-safe. */
@FunctionalInterface
interface ItemDistance {
    double between(int itemA, int itemB);

    /** 1 - shared values / all values of both; unknown if one has no values. */
    static ItemDistance jaccard(AttributeValues values) {
        return (itemA, itemB) -> {
            int[] a = values.of(itemA);
            int[] b = values.of(itemB);
            if (a.length == 0 || b.length == 0) {
                return Double.NaN;
            }
            int shared = shared(a, b);
            return 1 - (double) shared / (a.length + b.length - shared);
        };
    }

    /** 1 - cosine of the values; unknown if one has no values. */
    static ItemDistance cosine(AttributeValues values) {
        return (itemA, itemB) -> {
            int[] a = values.of(itemA);
            int[] b = values.of(itemB);
            return a.length == 0 || b.length == 0
                    ? Double.NaN
                    : 1 - shared(a, b) / Math.sqrt((double) a.length * b.length);
        };
    }

    /** The number of fields in which the values differ. */
    static ItemDistance hamming(Attributes attributes, List<String> fields) {
        return (itemA, itemB) -> {
            int differ = 0;
            for (String field : fields) {
                List<String> a = attributes.values(itemA, field);
                differ += a.equals(attributes.values(itemB, field)) ? 0 : 1;
            }
            return differ;
        };
    }

    /**
     * 1 - common users / sqrt(users of a x users of b); unknown if one has no users.
     *
     * <p>Cost per pair: O(users of the rarer item), or O(users / 64) for two popular ones; memory
     * at most 8 bytes per interaction.
     */
    static ItemDistance coInteraction(Dataset train) {
        SparseRows byItem = train.byItem();
        int words = (train.users().size() + 63) / 64;
        long[] @Nullable [] bits = new long[byItem.rows()][];
        for (int item = 0; item < bits.length; item++) {
            if (byItem.size(item) > words) {
                bits[item] = new long[words];
                for (int k = byItem.start(item); k < byItem.end(item); k++) {
                    bits[item][byItem.column(k) >> 6] |= 1L << byItem.column(k);
                }
            }
        }
        return (itemA, itemB) -> {
            if (Math.max(itemA, itemB) >= byItem.rows()) {
                return Double.NaN;
            }
            int a = byItem.size(itemA) <= byItem.size(itemB) ? itemA : itemB; // the rarer one
            int b = a == itemA ? itemB : itemA;
            if (byItem.size(a) == 0) {
                return Double.NaN;
            }
            double product = (double) byItem.size(a) * byItem.size(b);
            return 1 - commonUsers(byItem, a, bits[a], b, bits[b]) / Math.sqrt(product);
        };
    }

    private static int commonUsers(
            SparseRows byItem,
            int rarer,
            long @Nullable [] bitsOfRarer,
            int other,
            long @Nullable [] bitsOfOther) {
        int common = 0;
        if (bitsOfRarer != null && bitsOfOther != null) {
            for (int word = 0; word < bitsOfRarer.length; word++) {
                common += Long.bitCount(bitsOfRarer[word] & bitsOfOther[word]);
            }
            return common;
        }
        for (int k = byItem.start(rarer); k < byItem.end(rarer); k++) {
            int user = byItem.column(k);
            common +=
                    bitsOfOther != null
                            ? (int) (bitsOfOther[user >> 6] >>> user & 1)
                            : byItem.find(other, user) >= 0 ? 1 : 0;
        }
        return common;
    }

    /** The length of what two rising lists share. */
    private static int shared(int[] a, int[] b) {
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }
}
