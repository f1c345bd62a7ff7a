package dev.kindred.eval;

import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes one report of those of the folds of a cross-validation. */
final class Folds {
    private Folds() {}

    static Report combine(List<Report> folds, FitContext context) {
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one fold");
        }
        Report first = folds.get(0);
        for (Report fold : folds) {
            if (!fold.protocol().isComparableTo(first.protocol())) {
                throw new IllegalArgumentException(
                        "folds of %s were not measured alike: %s and %s"
                                .formatted(first.name(), first.protocol(), fold.protocol()));
            }
        }
        Protocol protocol = protocol(folds);
        var warnings = new LinkedHashSet<String>();
        folds.forEach(fold -> warnings.addAll(fold.warnings()));
        return new Report(
                first.name(),
                protocol,
                means(folds),
                merged(folds, Report::better),
                Bootstrap.intervals(
                        folds.stream()
                                .map(fold -> new Bootstrap.Fold(fold.users(), fold.perUser()))
                                .toList(),
                        protocol.confidence(),
                        protocol.resamples(),
                        context),
                folds.stream().flatMap(fold -> fold.users().stream()).toList(),
                perUser(folds),
                predictions(folds),
                seconds(folds),
                List.copyOf(warnings));
    }

    /** The mean of each metric over the folds that have a value. */
    private static Map<String, Double> means(List<Report> folds) {
        Map<String, Double> means = merged(folds, Report::metrics);
        means.replaceAll(
                (metric, any) ->
                        folds.stream()
                                .map(fold -> fold.metrics().getOrDefault(metric, Double.NaN))
                                .filter(value -> !Double.isNaN(value))
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(Double.NaN));
        return means;
    }

    private static <V> Map<String, V> merged(
            List<Report> folds, java.util.function.Function<Report, Map<String, V>> part) {
        var merged = new LinkedHashMap<String, V>();
        folds.forEach(fold -> part.apply(fold).forEach(merged::putIfAbsent));
        return merged;
    }

    /** Only metrics that all folds have: the others would not fit the list of users. */
    private static Map<String, UserValues> perUser(List<Report> folds) {
        var perUser = new LinkedHashMap<String, UserValues>();
        for (String metric : folds.get(0).perUser().keySet()) {
            var parts = new ArrayList<UserValues>();
            folds.stream()
                    .map(fold -> fold.perUser().get(metric))
                    .filter(Objects::nonNull)
                    .forEach(parts::add);
            if (parts.size() == folds.size()) {
                perUser.put(metric, UserValues.concat(parts));
            }
        }
        return perUser;
    }

    private static Protocol protocol(List<Report> folds) {
        Protocol first = folds.get(0).protocol();
        ToLongFunction<ToLongFunction<Protocol>> sum =
                part -> folds.stream().map(Report::protocol).mapToLong(part).sum();
        return new Protocol(
                first.split(),
                folds.size(),
                first.candidates(),
                first.seenExcluded(),
                first.relevantFrom(),
                first.depth(),
                (int) sum.applyAsLong(Protocol::users),
                (int) sum.applyAsLong(Protocol::usersLeftOut),
                sum.applyAsLong(Protocol::targets),
                sum.applyAsLong(Protocol::unknownTargets),
                first.seed(),
                first.confidence(),
                first.resamples(),
                merged(folds, fold -> fold.protocol().metrics()));
    }

    private static Report.@Nullable Predictions predictions(List<Report> folds) {
        long pairs = 0;
        long predicted = 0;
        for (Report fold : folds) {
            Report.Predictions of = fold.predictions();
            if (of == null) {
                return null;
            }
            pairs += of.pairs();
            predicted += of.predicted();
        }
        return new Report.Predictions(pairs, predicted);
    }

    private static Report.Seconds seconds(List<Report> folds) {
        ToDoubleFunction<ToDoubleFunction<Report.Seconds>> sum =
                part -> folds.stream().map(Report::seconds).mapToDouble(part).sum();
        return new Report.Seconds(
                sum.applyAsDouble(Report.Seconds::fit),
                sum.applyAsDouble(Report.Seconds::rank),
                sum.applyAsDouble(Report.Seconds::summary));
    }
}
