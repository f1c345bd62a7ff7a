package dev.kindred.benchmarks;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What content-based recommendation has to beat: items of the genres that the user has most of. An
 * item's own popularity is not used, since new items have none.
 *
 * <p>With {@code share(g)} the share of the user's items that have genre g, the score is, over the
 * genres of the item, their sum, their mean, or the sum of {@code share(g)} times the mean
 * popularity of the training items that have g.
 *
 * @param field the attribute that holds the genres
 */
record GenreAffinity(String field, Form form) implements Algorithm<GenreAffinity.Scores> {

    /** How the shares of an item's genres become a score. */
    enum Form {
        SUM,
        MEAN,
        POPULAR
    }

    @Override
    public Scores fit(Dataset data, FitContext context) {
        Attributes attributes = data.itemAttributes();
        var numbers = new HashMap<String, Integer>();
        var genres = new ArrayList<int[]>();
        for (int item = 0; item < data.items().size(); item++) {
            genres.add(
                    attributes.values(item, field).stream()
                            .mapToInt(genre -> numbers.computeIfAbsent(genre, g -> numbers.size()))
                            .toArray());
        }
        double[] events = new double[numbers.size()];
        double[] items = new double[numbers.size()];
        for (int item = 0; item < genres.size(); item++) {
            int size = data.byItem().size(item);
            for (int genre : genres.get(item)) {
                events[genre] += size;
                items[genre] += size > 0 ? 1 : 0;
            }
        }
        double[] popularity = new double[events.length];
        Arrays.setAll(popularity, genre -> events[genre] / Math.max(1, items[genre]));
        ModelInfo info =
                new ModelInfo(
                        "genre-affinity",
                        Map.of("field", field, "form", form.name()),
                        data.fingerprint(),
                        context.seed(),
                        ModelInfo.CURRENT_VERSION);
        return new Scores(info, data.items(), genres, popularity, form);
    }

    /** The genres of all items. */
    record Scores(ModelInfo info, IdIndex items, List<int[]> genres, double[] popularity, Form form)
            implements Model {

        @Override
        public void score(History history, float[] scores) {
            double[] share = new double[popularity.length];
            for (int k = 0; k < history.size(); k++) {
                for (int genre : genres.get(history.item(k))) {
                    share[genre] += 1.0 / history.size();
                }
            }
            for (int item = 0; item < scores.length; item++) {
                scores[item] = (float) score(genres.get(item), share);
            }
        }

        private double score(int[] of, double[] share) {
            double sum = 0;
            for (int genre : of) {
                sum += share[genre] * (form == Form.POPULAR ? popularity[genre] : 1);
            }
            return form == Form.MEAN ? sum / Math.max(1, of.length) : sum;
        }

        @Override
        public void save(Tensors out) {
            throw new UnsupportedOperationException("a comparison is not kept");
        }
    }
}
