package dev.kindred.eval;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Recommenders and rating models with answers that a test chooses, and their reports. */
final class Reports {
    static final FitContext CONTEXT = new FitContext(1, 2);

    private Reports() {}

    /** A recommender that answers with the rows that a function names. */
    record Chosen(IdIndex items, Function<Query, int[]> lists) implements Recommender {
        @Override
        public RankedItems recommend(Query query) {
            var entries = new ArrayList<RankedItems.Entry>();
            for (int row : lists.apply(query)) {
                if (entries.size() < query.n()) {
                    entries.add(new RankedItems.Entry(row, -entries.size(), "chosen", false));
                }
            }
            return new RankedItems(items, entries);
        }

        @Override
        public Explanation explain(Query query, int item) {
            return Explanation.NONE;
        }
    }

    /** A rating model that predicts a constant, and nothing for one item. */
    record Constant(IdIndex items, double rating, int mute) implements RatingModel {
        @Override
        public ModelInfo info() {
            return new ModelInfo("constant", Map.of(), "", 0, "");
        }

        @Override
        public double predict(History history, int item) {
            return item == mute ? Double.NaN : rating;
        }

        @Override
        public void save(Tensors out) {}
    }

    /** Users u0, u1 ... who all want item 0 of 10, and training data of those users. */
    static Evaluation.Builder wantingItem0(int users) {
        Dataset train = Datasets.of("x i0 1 x i1 1 x i2 1 x i3 1 x i4 1 x i5 1 x i6 1 x i7 1");
        var test = new ArrayList<TestUser>();
        for (int user = 0; user < users; user++) {
            double[] one = {1};
            test.add(new TestUser("u" + user, History.EMPTY, new int[] {0}, one, null));
        }
        return Evaluation.of(train, new TestSet(test));
    }

    /** The report of a recommender that finds the item for a share of the users, by chance. */
    static Report finding(String name, Evaluation evaluation, double share, long seed) {
        var random = new SplittableRandom(seed);
        List<Boolean> found =
                IntStream.range(0, evaluation.test.users().size())
                        .mapToObj(user -> random.nextDouble() < share)
                        .toList();
        var recommender =
                new Chosen(
                        evaluation.train.items(),
                        query -> {
                            int user = Integer.parseInt(String.valueOf(query.user()).substring(1));
                            return found.get(user) ? new int[] {0, 1, 2} : new int[] {3, 4, 5};
                        });
        return evaluation.measure(name, recommender, null, CONTEXT);
    }
}
