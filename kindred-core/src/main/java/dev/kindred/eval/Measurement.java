package dev.kindred.eval;

import dev.kindred.data.TestSet.TestUser;
import dev.kindred.model.FitContext;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run of an {@link Evaluation}. */
final class Measurement {
    private final Evaluation evaluation;
    private final String name;
    private final Recommender recommender;
    private final @Nullable RatingModel rating;
    private final FitContext context;
    private final List<TestUser> users;
    private final CandidateItems candidates;
    private final List<UserMetric> ofLists = new ArrayList<>();
    private final List<UserMetric> ofRatings = new ArrayList<>();
    private final List<ListMetric> listWide = new ArrayList<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final Map<String, Metric.Better> better = new LinkedHashMap<>();
    private final int depth;
    private final Map<UserMetric, UserValues> values = new LinkedHashMap<>();
    private final int[] predicted;
    private final @Nullable Outcome[] kept;

    Measurement(
            Evaluation evaluation,
            String name,
            Recommender recommender,
            @Nullable RatingModel rating,
            FitContext context) {
        if (!recommender.items().equals(evaluation.train.items())) {
            throw new IllegalArgumentException(
                    name
                            + " must know the items of the training data, in the same rows. Maybe"
                            + " it was trained on other data");
        }
        this.evaluation = evaluation;
        this.name = name;
        this.recommender = recommender;
        this.rating = rating;
        this.context = context;
        this.users =
                evaluation.test.users().stream().filter(user -> user.targets().length > 0).toList();
        this.candidates = new CandidateItems(evaluation, context);
        sortMetrics();
        this.depth = Math.min(deepest(), recommender.items().size());
        this.predicted = new int[users.size()];
        this.kept = new Outcome[listWide.isEmpty() ? 0 : users.size()];
    }

    private void sortMetrics() {
        for (Metric metric : evaluation.metrics) {
            if (definitions.putIfAbsent(metric.name(), metric.definition()) != null) {
                throw new IllegalArgumentException(
                        "metric %s is asked for twice".formatted(metric.name()));
            }
            better.put(metric.name(), metric.better());
            if (metric instanceof ListMetric all) {
                listWide.add(all);
            } else if (metric instanceof UserMetric user) {
                (user.depth() == Metric.NO_LIST ? ofRatings : ofLists).add(user);
                values.put(user, new UserValues(user, users.size()));
            }
        }
    }

    private int deepest() {
        int deepest = 0;
        for (UserMetric metric : ofLists) {
            deepest = Math.max(deepest, metric.depth());
        }
        return Math.max(deepest, listWideDepth());
    }

    private int listWideDepth() {
        return listWide.stream().mapToInt(Metric::depth).max().orElse(0);
    }

    Report run(double fitSeconds) {
        long start = System.nanoTime();
        measureAll();
        long ranked = System.nanoTime();
        Map<String, Double> results = results();
        Map<String, UserValues> perUser = new LinkedHashMap<>();
        values.forEach((metric, of) -> perUser.put(metric.name(), of));
        List<String> ids = users.stream().map(TestUser::id).toList();
        var intervals =
                Bootstrap.intervals(
                        List.of(new Bootstrap.Fold(ids, perUser)),
                        evaluation.confidence,
                        evaluation.resamples,
                        context);
        long end = System.nanoTime();
        return new Report(
                name,
                protocol(),
                results,
                better,
                intervals,
                ids,
                perUser,
                predictions(),
                new Report.Seconds(fitSeconds, (ranked - start) / 1e9, (end - ranked) / 1e9),
                warnings());
    }

    private void measureAll() {
        int[] listed =
                IntStream.range(0, depth == 0 ? 0 : users.size())
                        .filter(row -> targets(row).size() > 0)
                        .toArray();
        int rated = rating == null || ofRatings.isEmpty() ? 0 : users.size();
        var progress =
                new SharedProgress(context.progress(), "evaluate " + name, listed.length + rated);
        int[][] given = new int[users.size()][];
        recommender.recommendAll(
                listed.length,
                at -> query(listed[at], given),
                context,
                (ranked, at) -> {
                    measureList(listed[at], ranked, given[listed[at]]);
                    given[listed[at]] = null;
                    progress.step();
                });
        context.forEachRow(
                rated,
                row -> {
                    measurePredictions(users.get(row), row);
                    progress.step();
                });
    }

    private Targets targets(int row) {
        return Targets.of(users.get(row), evaluation.relevantFrom);
    }

    /** The query of a user; leaves the candidates, if not all items are, in their place. */
    private Query query(int row, int @Nullable [][] given) {
        TestUser user = users.get(row);
        int[] rows = candidates.of(user, targets(row), row);
        given[row] = rows;
        Set<String> allow = rows == null ? null : candidates.ids(rows);
        boolean repeat = evaluation.repeatSeen;
        return new Query(user.id(), user.history(), Set.of(), allow, repeat, depth);
    }

    private void measureList(int row, RankedItems ranked, int @Nullable [] given) {
        TestUser user = users.get(row);
        int[] list = new int[ranked.size()];
        for (int position = 0; position < list.length; position++) {
            list[position] = ranked.row(position);
        }
        var targets = targets(row);
        var outcome =
                Outcome.ofList(
                        user, list, targets, candidates.pool(user.history(), targets, given));
        ofLists.forEach(metric -> values(metric).measure(row, outcome));
        if (kept.length > 0) {
            kept[row] = outcome.cut(listWideDepth());
        }
    }

    private void measurePredictions(TestUser user, int row) {
        if (rating == null) {
            return;
        }
        double[] predictions = new double[user.targets().length];
        rating.predict(user.history(), user.targets(), predictions);
        var outcome = Outcome.ofPredictions(user, predictions);
        ofRatings.forEach(metric -> values(metric).measure(row, outcome));
        predicted[row] =
                (int) Arrays.stream(predictions).filter(value -> !Double.isNaN(value)).count();
    }

    private UserValues values(UserMetric metric) {
        return Objects.requireNonNull(values.get(metric));
    }

    private Map<String, Double> results() {
        var results = new LinkedHashMap<String, Double>();
        definitions.keySet().forEach(metric -> results.put(metric, Double.NaN));
        values.forEach((metric, of) -> results.put(metric.name(), of.result()));
        List<Outcome> outcomes = Arrays.stream(kept).filter(Objects::nonNull).toList();
        listWide.forEach(metric -> results.put(metric.name(), metric.value(outcomes)));
        return results;
    }

    private Report.@Nullable Predictions predictions() {
        if (rating == null || ofRatings.isEmpty()) {
            return null;
        }
        long pairs = users.stream().mapToLong(user -> user.targets().length).sum();
        return new Report.Predictions(pairs, Arrays.stream(predicted).asLongStream().sum());
    }

    private Protocol protocol() {
        int measured = 0;
        long targets = 0;
        long unknown = 0;
        for (TestUser user : users) {
            var of = Targets.of(user, evaluation.relevantFrom);
            measured += of.size() > 0 ? 1 : 0;
            targets += of.size();
            unknown += of.size() - of.known();
        }
        return new Protocol(
                evaluation.split,
                1,
                candidates.description(users),
                !evaluation.repeatSeen,
                evaluation.relevantFrom,
                depth,
                measured,
                evaluation.test.users().size() - measured,
                targets,
                unknown,
                context.seed(),
                evaluation.confidence,
                evaluation.resamples,
                definitions);
    }

    private boolean hasGivenCandidates() {
        return users.stream().anyMatch(user -> user.candidates() != null);
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (depth > 0 && (hasGivenCandidates() || evaluation.sampledCandidates > 0)) {
            warnings.add(
                    "candidates are %s: the values are not comparable with full ranking"
                            .formatted(candidates.description(users)));
        }
        if (depth > 0 && rating != null) {
            warnings.add(
                    name
                            + " predicts ratings: a rating predictor is not a ranker, expect poor"
                            + " lists over a whole catalogue");
        }
        if (depth > 0) {
            warnAboutTargets(warnings);
        }
        if (rating == null && !ofRatings.isEmpty()) {
            warnings.add(name + " predicts no ratings: its rating metrics have no value");
        }
        return warnings;
    }

    /** Targets that cannot be hit by any list say more about the test data than about the model. */
    private void warnAboutTargets(List<String> warnings) {
        long all = 0;
        long known = 0;
        long seen = 0;
        for (TestUser user : users) {
            var targets = Targets.of(user, evaluation.relevantFrom);
            all += targets.size();
            known += targets.known();
            for (int item : user.history().items()) {
                seen += targets.holds(item) ? 1 : 0;
            }
        }
        if (all > 0 && known == 0) {
            warnings.add(
                    "none of the %d targets is an item of the training data. Maybe the test data is another one"
                            .formatted(all));
        }
        if (seen > 0 && !evaluation.repeatSeen) {
            warnings.add(
                    "%d of %d targets are in the user's history already and count as missed, as lists leave out what is in it"
                            .formatted(seen, all));
        }
    }
}
