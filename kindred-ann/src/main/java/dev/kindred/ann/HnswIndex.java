package dev.kindred.ann;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import dev.kindred.model.ItemVectors;
import dev.kindred.rank.ItemIndex;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A hierarchical navigable small world graph over the vectors of items, searched for the largest
 * dot products. Immutable after it is built, and thread-safe.
 *
 * <p>With M links and breadth ef: time O(items x buildBreadth x M x width) to build, about
 * O(searchBreadth x M x width) for a search; memory about items x (4 width + 8 M + 100) bytes.
 *
 * <p>The graph is built on the dot product itself. The usual reduction to cosines (one more
 * dimension that makes all vectors equally long) finds less of the best items of trained factors: a
 * recall at 20 of .906 instead of .955 with ials of 64 factors on 40,981 items. The order in which
 * threads add items shapes the graph: two builds may find slightly different items.
 *
 * <p>Edge cases: items without a vector are never found; fewer items than asked for are found where
 * the graph holds no more.
 *
 * <p>Source: Y. Malkov, D. Yashunin, "Efficient and Robust Approximate Nearest Neighbor Search
 * Using Hierarchical Navigable Small World Graphs", TPAMI 2020; the graph is that of hnswlib-core.
 */
public final class HnswIndex implements ItemIndex {
    private final com.github.jelmerk.hnswlib.core.hnsw.HnswIndex<Integer, float[], Row, Float>
            graph;
    private final int width;

    private HnswIndex(
            com.github.jelmerk.hnswlib.core.hnsw.HnswIndex<Integer, float[], Row, Float> graph,
            int width) {
        this.graph = graph;
        this.width = width;
    }

    /** Builds an index on all threads, with progress. */
    public static HnswIndex build(ItemVectors vectors, HnswConfig config, FitContext context) {
        com.github.jelmerk.hnswlib.core.hnsw.HnswIndex<Integer, float[], Row, Float> graph =
                com.github.jelmerk.hnswlib.core.hnsw.HnswIndex.newBuilder(
                                vectors.width(), HnswIndex::distance, Math.max(1, vectors.rows()))
                        .withM(config.links())
                        .withEfConstruction(config.buildBreadth())
                        .withEf(config.searchBreadth())
                        .build();
        var done = new AtomicInteger();
        int every = Math.max(1, vectors.rows() / 100);
        context.forEachRow(
                vectors.rows(),
                item -> {
                    if (vectors.isKnown(item)) {
                        float[] vector = new float[vectors.width()];
                        vectors.copy(item, vector);
                        graph.add(new Row(item, vector));
                    }
                    int count = done.incrementAndGet();
                    if (count % every == 0) {
                        context.progress().update("index items", count, vectors.rows(), "");
                    }
                });
        return new HnswIndex(graph, vectors.width());
    }

    /** Smaller is nearer. */
    private static Float distance(float[] a, float[] b) {
        return -Kernels.get().dot(a, 0, b, 0, a.length);
    }

    @Override
    public int[] nearest(float[] user, int count) {
        Checks.sameLength("user vector", width, user.length);
        if (graph.size() == 0) {
            return new int[0];
        }
        List<SearchResult<Row, Float>> found = graph.findNearest(user, count);
        return found.stream().mapToInt(result -> result.item().row()).toArray();
    }

    /** An item of the graph. */
    private record Row(int row, float[] vector) implements Item<Integer, float[]> {
        @Override
        public Integer id() {
            return row;
        }

        @Override
        public int dimensions() {
            return vector.length;
        }
    }
}
