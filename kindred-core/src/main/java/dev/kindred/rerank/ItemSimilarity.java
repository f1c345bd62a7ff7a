package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import java.util.List;

/** How alike two items are: from 0 to 1, the same both ways, 1 with itself. Thread-safe. */
public interface ItemSimilarity {
    double similarity(int item, int other);

    /**
     * The similarity of an item with several others.
     *
     * @param out length of others
     */
    default void similarities(int item, int[] others, double[] out) {
        for (int k = 0; k < others.length; k++) {
            out[k] = similarity(item, others[k]);
        }
    }

    /**
     * Values that both have by values that either has (Jaccard); 0 where an item has none.
     *
     * @param fields of the attributes, taken together
     */
    static ItemSimilarity ofAttributes(Attributes items, List<String> fields) {
        AttributeValues values = ItemFields.values(items, fields);
        return (item, other) -> item == other ? 1 : jaccard(values, item, other);
    }

    private static double jaccard(AttributeValues values, int item, int other) {
        int shared = values.shared(item, other);
        int both = values.of(item).length + values.of(other).length;
        return shared == 0 ? 0 : (double) shared / (both - shared);
    }

    /** Cosine of the users that two items have: common users by the root of the product. */
    static ItemSimilarity ofUsers(Dataset data) {
        SparseRows byItem = data.byItem();
        return (item, other) -> {
            int common = 0;
            int i = byItem.start(item);
            int j = byItem.start(other);
            while (i < byItem.end(item) && j < byItem.end(other)) {
                int order = Integer.compare(byItem.column(i), byItem.column(j));
                common += order == 0 ? 1 : 0;
                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
            double sizes = (double) byItem.size(item) * byItem.size(other);
            return item == other ? 1 : common == 0 ? 0 : common / Math.sqrt(sizes);
        };
    }

    /**
     * Cosine of vectors; below 0 counts 0.
     *
     * @param vectors one per item row, all of one length
     */
    static ItemSimilarity ofVectors(float[][] vectors) {
        return new VectorSimilarity(vectors);
    }
}
