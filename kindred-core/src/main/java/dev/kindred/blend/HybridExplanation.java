package dev.kindred.blend;

import dev.kindred.data.History;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Explains one score of a hybrid by those of its parts. */
final class HybridExplanation {
    private final HybridConfig config;
    private final double[] weights;
    private final List<Model> parts;
    private final float[][] lists;
    private final Seen seen;
    private final List<Explanation.Source> sources = new ArrayList<>();
    private final TreeMap<Integer, Double> byItem = new TreeMap<>();
    private final List<Explanation.Term> terms = new ArrayList<>();

    /**
     * @param lists what the parts score
     */
    HybridExplanation(
            HybridConfig config, double[] weights, List<Model> parts, float[][] lists, Seen seen) {
        this.config = config;
        this.weights = weights;
        this.parts = parts;
        this.lists = lists;
        this.seen = seen;
    }

    Explanation of(History history, int item) {
        switch (config.method()) {
            case WEIGHTED -> weighted(history, item);
            case SWITCHING -> {
                int part = new Blender(config, weights).switched(lists, history.size());
                add(part, history, item, lists[part][item], 1.0, lists[part]);
            }
            case CASCADE, MIXED -> {
                for (int part = 0; part < lists.length; part++) {
                    add(part, history, item, Double.NaN, null, lists[part]);
                }
            }
        }
        int[] items = byItem.keySet().stream().mapToInt(row -> row).toArray();
        double[] contributions = byItem.values().stream().mapToDouble(value -> value).toArray();
        return Explanation.of(items, contributions).withTerms(terms).withSources(sources);
    }

    private void weighted(History history, int item) {
        float[][] normalised = Arrays.stream(lists).map(float[]::clone).toArray(float[][]::new);
        Scale[] scales = new Blender(config, weights).normalise(normalised, seen);
        for (int part = 0; part < lists.length; part++) {
            float score = normalised[part][item];
            if (!Float.isNaN(score)) {
                double slope = scales[part].slope();
                Double factor = Double.isNaN(slope) ? null : (Double) (weights[part] * slope);
                add(part, history, item, weights[part] * score, factor, lists[part]);
            }
        }
    }

    /**
     * Adds a part.
     *
     * @param factor what its contributions are multiplied by; null where they only have shares in
     *     the part's contribution
     */
    private void add(
            int part,
            History history,
            int item,
            double contribution,
            @Nullable Double factor,
            float[] scores) {
        if (Float.isNaN(scores[item])) {
            return;
        }
        Model model = parts.get(part);
        sources.add(
                new Explanation.Source(
                        model.info().algorithm(),
                        scores[item],
                        Ranking.rank(scores, item, seen),
                        contribution));
        Explanation why = model.explain(history, item);
        double times = factor != null ? factor : share(contribution, why);
        for (Explanation.Term term : why.terms()) {
            double added = times * term.contribution();
            terms.add(new Explanation.Term(term.field(), term.text(), added));
        }
        for (int k = 0; k < why.size(); k++) {
            byItem.merge(why.items()[k], times * why.contributions()[k], Double::sum);
        }
    }

    private double share(double contribution, Explanation why) {
        double sum = Arrays.stream(why.contributions()).map(Math::abs).sum();
        return (Double.isNaN(contribution) ? 1.0 / parts.size() : contribution) / sum;
    }
}
