package dev.kindred.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.factor.Ials;
import dev.kindred.factor.IalsConfig;
import dev.kindred.factor.IalsModel;
import dev.kindred.model.FactorModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.ItemVectors;
import dev.kindred.rank.ItemIndexProvider;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HnswIndexTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);
    private static final HnswConfig SMALL = HnswConfig.builder().buildBreadth(100).build();

    /** Vectors whose lengths differ by a factor of ten and more; every 50th item has none. */
    private static ItemVectors uneven(int items, int width) {
        var random = new SplittableRandom(items);
        float[] values = new float[items * width];
        boolean[] known = new boolean[items];
        for (int item = 0; item < items; item++) {
            double length = Math.exp(2 * random.nextDouble(-1, 1));
            known[item] = item % 50 != 49;
            for (int k = 0; k < width; k++) {
                values[item * width + k] = (float) (length * random.nextDouble(-1, 1));
            }
        }
        return ItemVectors.of(values, width, null, known);
    }

    @Test
    void findsNearlyAllOfTheLargestProductsWhateverTheLengths() {
        ItemVectors vectors = uneven(1500, 16);
        HnswIndex index = HnswIndex.build(vectors, SMALL, CONTEXT);
        var random = new SplittableRandom(5);
        float[] scores = new float[1500];
        int found = 0;
        for (int trial = 0; trial < 100; trial++) {
            float[] user = new float[16];
            for (int k = 0; k < 16; k++) {
                user[k] = (float) random.nextDouble(-1, 1);
            }
            vectors.score(user, scores);
            var nearest = new HashSet<Integer>();
            for (int row : index.nearest(user, 10)) {
                assertThat(vectors.isKnown(row)).isTrue();
                assertThat(nearest.add(row)).as("none twice").isTrue();
            }
            assertThat(nearest).hasSize(10);
            for (int row : best(scores, 10)) {
                found += nearest.contains(row) ? 1 : 0;
            }
        }
        assertThat(found / 1000.0).as("recall at 10").isGreaterThan(0.95);
    }

    private static int[] best(float[] scores, int n) {
        var rows = new ArrayList<Integer>();
        for (int row = 0; row < scores.length; row++) {
            if (!Float.isNaN(scores[row])) {
                rows.add(row);
            }
        }
        rows.sort((a, b) -> Float.compare(scores[b], scores[a]));
        return rows.stream().limit(n).mapToInt(row -> row).toArray();
    }

    @Test
    void listsOfTrainedFactorsHoldNearlyTheBestItemsWithTheModelsScores() {
        Dataset data = Datasets.random(3, 400, 1000, 9000);
        IalsModel model =
                new Ials(IalsConfig.builder().factors(16).epochs(3).build()).fit(data, CONTEXT);
        Recommender exact = Recommender.of(model);
        Recommender approximate = ModelRecommender.builder(model).approximate(built(model)).build();
        // Factors of data without any taste are the hardest to search: they point everywhere.
        int same = 0;
        float[] scores = new float[data.items().size()];
        for (int user = 0; user < 100; user++) {
            Query query = Query.of(data.history(user), 10);
            List<String> best = exact.recommend(query).ids();
            RankedItems list = approximate.recommend(query);
            assertThat(list.size()).isEqualTo(10);
            model.score(data.history(user), scores);
            for (RankedItems.Entry entry : list.entries()) {
                assertThat((float) entry.score()).isEqualTo(scores[entry.row()]);
                assertThat(data.history(user).find(entry.row())).as("seen").isNegative();
            }
            same += (int) list.ids().stream().filter(best::contains).count();
        }
        assertThat(same / 1000.0).as("recall at 10").isGreaterThan(0.8);
    }

    private static HnswIndex built(FactorModel model) {
        return HnswIndex.build(model.itemVectors(), SMALL, CONTEXT);
    }

    @Test
    void whereTooFewCandidatesAreAllowedAllItemsAreScanned() {
        Dataset data = Datasets.random(3, 100, 600, 4000);
        IalsModel model =
                new Ials(IalsConfig.builder().factors(8).epochs(2).build()).fit(data, CONTEXT);
        // Two items are allowed, four are wanted.
        var exact = ModelRecommender.builder(model).filter((query, item) -> item % 300 == 7);
        Recommender scan = exact.build();
        Recommender approximate = exact.approximate(built(model)).build();
        for (int user = 0; user < 100; user++) {
            Query query = Query.of(data.history(user), 4);
            assertThat(approximate.recommend(query)).isEqualTo(scan.recommend(query));
            Query allowed = query.withAllow(Set.of("i3", "i5"));
            assertThat(approximate.recommend(allowed)).isEqualTo(scan.recommend(allowed));
        }
        Query guest = Query.of(History.EMPTY, 5);
        assertThat(approximate.recommend(guest)).isEqualTo(scan.recommend(guest));
    }

    @Test
    void anIndexOfNothingFindsNothing() {
        ItemVectors none = ItemVectors.of(new float[0], 3, null, new boolean[0]);
        assertThat(HnswIndex.build(none, SMALL, CONTEXT).nearest(new float[3], 5)).isEmpty();
        ItemVectors silent = ItemVectors.of(new float[6], 3, null, new boolean[2]);
        assertThat(HnswIndex.build(silent, SMALL, CONTEXT).nearest(new float[3], 5)).isEmpty();
    }

    @Test
    void wrongArgumentsAreErrors() {
        assertThatThrownBy(() -> HnswConfig.builder().links(1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("links must be at least 2, but is 1");
        assertThatThrownBy(() -> HnswConfig.builder().searchBreadth(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("searchBreadth must be at least 1");
        HnswIndex index = HnswIndex.build(uneven(60, 4), SMALL, CONTEXT);
        assertThatThrownBy(() -> index.nearest(new float[5], 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user vector");
        assertThat(Arrays.stream(index.nearest(new float[4], 1000)).distinct().count())
                .isLessThanOrEqualTo(59);
    }

    @Test
    void isFoundAsAProvider() {
        ItemIndexProvider provider = ItemIndexProvider.find();
        assertThat(provider).isInstanceOf(HnswIndexProvider.class);
        assertThat(provider.build(uneven(30, 4), CONTEXT).nearest(new float[] {1, 0, 0, 0}, 3))
                .hasSize(3);
    }
}
