package dev.kindred.spark.lists;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.UserHistory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Lists for many users at once: each task ranks for some thousand of them with core's kernels, as
 * {@link Recommender#recommendAll} does, so lists are those that the library gives one by one.
 *
 * <p>Cost: as core's, over all tasks; each worker holds the model once.
 */
public final class BulkLists {
    private static final int AT_ONCE = 2048;

    private final SharedModel model;
    private final Broadcast<int[]> rowOf; // item row of the data -> of the model
    private final int n;
    private final boolean includeSeen;

    /**
     * Lists of a model for prepared data, which may know other items.
     *
     * @param filler fills lists that the model leaves too short, or null
     */
    public BulkLists(PreparedData data, Model model, @Nullable Model filler, ListSettings settings)
            throws IOException {
        SparkSession spark = data.spark();
        IdIndex known = model.items();
        int[] rows = new int[data.items().size()];
        Arrays.setAll(rows, row -> known.row(data.items().id(row)));
        this.rowOf = new JavaSparkContext(spark.sparkContext()).broadcast(rows);
        this.model = SharedModel.send(spark, model, filler, allowed(model, settings));
        this.n = settings.n();
        this.includeSeen = settings.includeSeen();
    }

    private static @Nullable BitSet allowed(Model model, ListSettings settings) {
        if (settings.filter() == null) {
            return null;
        }
        var allowed = new BitSet();
        Query nobody = Query.of(History.EMPTY, 1);
        for (int item = 0; item < model.items().size(); item++) {
            allowed.set(item, settings.filter().keeps(nobody, item));
        }
        return allowed;
    }

    /** The list of each history, in their order. */
    public JavaRDD<ListRow> of(JavaRDD<UserHistory> histories) {
        SharedModel shared = model;
        Broadcast<int[]> rows = rowOf;
        int length = n;
        boolean seen = includeSeen;
        return histories.mapPartitions(
                users -> new Ranking(users, shared.recommender(), rows.value(), length, seen));
    }

    /** Ranks for the users of a partition, some thousand at a time. */
    private static final class Ranking implements Iterator<ListRow> {
        private final Iterator<UserHistory> users;
        private final Recommender recommender;
        private final int[] rowOf;
        private final int n;
        private final boolean includeSeen;
        private final Queue<ListRow> ready = new ArrayDeque<>();
        private final FitContext context = new FitContext(0, 1); // Spark has the other threads

        private Ranking(
                Iterator<UserHistory> users,
                Recommender recommender,
                int[] rowOf,
                int n,
                boolean includeSeen) {
            this.users = users;
            this.recommender = recommender;
            this.rowOf = rowOf;
            this.n = n;
            this.includeSeen = includeSeen;
        }

        @Override
        public boolean hasNext() {
            if (ready.isEmpty() && users.hasNext()) {
                rank();
            }
            return !ready.isEmpty();
        }

        @Override
        public ListRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void rank() {
            List<Query> queries = new ArrayList<>(AT_ONCE);
            while (queries.size() < AT_ONCE && users.hasNext()) {
                UserHistory user = users.next();
                queries.add(
                        new Query(
                                user.getId(),
                                user.historyIn(rowOf),
                                Set.of(),
                                null,
                                includeSeen,
                                n));
            }
            List<RankedItems> lists = recommender.recommendAll(queries, context);
            for (int k = 0; k < lists.size(); k++) {
                ready.add(row(String.valueOf(queries.get(k).user()), lists.get(k)));
            }
        }

        private static ListRow row(String user, RankedItems list) {
            String[] items = new String[list.size()];
            double[] scores = new double[list.size()];
            for (int k = 0; k < items.length; k++) {
                RankedItems.Entry entry = list.entries().get(k);
                items[k] = list.id(k);
                scores[k] = entry.fallback() ? Double.NaN : entry.score();
            }
            var row = new ListRow();
            row.setUser(user);
            row.setItems(items);
            row.setScores(scores);
            return row;
        }
    }
}
