package dev.kindred.advise;

import dev.kindred.advise.Suggested.Task;
import dev.kindred.data.Dataset;
import dev.kindred.knn.Mode;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains the algorithm that fits the data.
 *
 * <p>Follows the order of {@link Advisor}: rich behaviour gets a collaborative model; rich
 * attributes with little behaviour, content; both, a learned hybrid of the two; little of both,
 * what is popular (with content where there is some); short sessions in the order of time, a
 * sequence model; and where ratings are asked for, a rating predictor. The first one is tried on a
 * part of the data that is held back: it is kept if it is better than {@code popular} (for ratings,
 * than {@code bias}) in nDCG@10 (RMSE), else the next one is tried, at most three in all. The
 * choice, its reason and the figures are told to {@link dev.kindred.model.Progress#tell}.
 *
 * <p>The model is that of the algorithm chosen, in file and name. The same data and seed give the
 * same choice.
 *
 * <p>Cost: that of the algorithm, once more on at most {@value HoldOut#MOST_INTERACTIONS}
 * interactions for each that is tried. Edge cases: no data gives {@code popular} (or {@code bias}),
 * and where nobody has two items the first one is taken untried.
 */
public final class Auto implements Algorithm<Model> {
    /** The algorithm's name. */
    public static final String NAME = "auto";

    private static final int MOST_TRIED = 3;

    private final AutoConfig config;

    public Auto(AutoConfig config) {
        this.config = config;
    }

    @Override
    public Model fit(Dataset data, FitContext context) {
        Suggested chosen = choose(data, context);
        return algorithm(chosen).fit(data, context);
    }

    private static Algorithm<?> algorithm(Suggested one) {
        return Algorithms.create(one.algorithm(), null, one.settings());
    }

    /** What is trained on this data; tells why. */
    Suggested choose(Dataset data, FitContext context) {
        boolean ratings = config.mode() == Mode.RATING;
        Suggested bar = bar(ratings);
        List<Suggested> candidates = candidates(data, ratings);
        if (candidates.isEmpty()) {
            return told(bar, "there is no data", context);
        }
        var trial = new HoldOut(data, ratings, algorithm(bar), context);
        if (!trial.isPossible()) {
            return told(candidates.get(0), "nobody has two items to try it on", context);
        }
        List<String> failed = new ArrayList<>();
        for (Suggested one : candidates) {
            if (one.algorithm().equals(bar.algorithm())) {
                return told(one, "the bar itself" + because(failed), context);
            }
            HoldOut.Outcome outcome = trial.of(one.algorithm(), algorithm(one));
            if (outcome.isBetter()) {
                return told(one, outcome.text() + because(failed), context);
            }
            failed.add(one.algorithm() + ": " + outcome.text());
        }
        return told(bar, because(failed).substring(2), context);
    }

    private static String because(List<String> failed) {
        return failed.isEmpty() ? "" : "; not better than that: " + String.join("; ", failed);
    }

    private static Suggested bar(boolean ratings) {
        return ratings
                ? new Suggested(
                        "bias", Map.of(), Task.RATINGS, "global mean, user and item effects")
                : new Suggested("popular", Map.of(), Task.LISTS, "what is popular with everybody");
    }

    private static List<Suggested> candidates(Dataset data, boolean ratings) {
        Task task = ratings ? Task.RATINGS : Task.LISTS;
        return Advisor.suggest(DataProfile.of(data, Long.MAX_VALUE), task).stream()
                .limit(MOST_TRIED)
                .toList();
    }

    private static Suggested told(Suggested one, String check, FitContext context) {
        String settings = one.settings().isEmpty() ? "" : " " + one.settings();
        context.progress()
                .tell(
                        "%s: %s%s is chosen: %s. Check: %s"
                                .formatted(NAME, one.algorithm(), settings, one.reason(), check));
        return one;
    }
}
