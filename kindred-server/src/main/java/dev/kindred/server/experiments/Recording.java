package dev.kindred.server.experiments;

import dev.kindred.internal.Suggestion;
import dev.kindred.server.experiments.Metric.Source;
import dev.kindred.server.experiments.State.Status;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.store.Exposures.Assigned;
import dev.kindred.store.Ids;
import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records what clients measured of units that are in an experiment. */
public final class Recording {
    private static final int MOST_VALUES = 10_000;

    private final Project store;
    private final Stored experiment;
    private final Map<String, Map<String, Assigned>> assigned = new HashMap<>();

    public Recording(Project store, Stored experiment) {
        this.store = store;
        this.experiment = experiment;
    }

    /** One measurement; x is the denominator, or the value before the experiment. */
    private record Value(String unit, Metric metric, double y, double x) {}

    /**
     * Records a batch, all or none.
     *
     * @return how many were accepted, and how many are of units that were never exposed
     * @throws Problem 422 naming everything that is wrong, 409 if the experiment does not run
     */
    public Map<String, Object> record(Fields in) {
        List<@Nullable Value> values = in.list("values", MOST_VALUES, this::value);
        if (values == null && !in.has("values")) {
            in.fault("values", "missing", "values must be there: a list");
        }
        in.done();
        Status status = experiment.state().status();
        if (status != Status.RUNNING && status != Status.PAUSED) {
            throw Problem.conflict(
                    "the experiment is %s: measurements count while it runs or is paused"
                            .formatted(status.label()));
        }
        store.exposures().flush();
        var outcomes = new ArrayList<Outcome>();
        int unknown = 0;
        for (Value one : values == null ? List.<Value>of() : values) {
            Assigned arm = one == null ? null : arm(one.unit());
            if (one == null || arm == null) {
                unknown++;
            } else {
                outcomes.add(outcome(one, arm));
            }
        }
        store.outcomes().add(outcomes);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("accepted", outcomes.size());
        answer.put("notExposed", unknown);
        return answer;
    }

    private @Nullable Assigned arm(String unit) {
        return assigned.computeIfAbsent(unit, store.exposures()::assigned).get(experiment.run());
    }

    private Outcome outcome(Value value, Assigned arm) {
        return new Outcome(
                experiment.run(),
                value.metric().name(),
                value.unit(),
                arm.variant(),
                value.y(),
                value.x(),
                value.metric().keep());
    }

    private @Nullable Value value(Fields in) {
        String unit = in.text("unit");
        String name = in.text("name");
        Double y = in.number("value");
        Double denominator = in.number("denominator");
        Double before = in.number("before");
        if (y == null && before == null) {
            in.fault("value", "missing", "value must be there: a number");
        }
        Metric metric = metric(in, name);
        if (metric == null || unit.isEmpty()) {
            return null;
        }
        boolean ratio =
                metric.spec().kind() == dev.kindred.experiment.analysis.MetricSpec.Kind.RATIO;
        if (denominator != null && !ratio) {
            in.fault("denominator", "no_ratio", "metric \"%s\" is no ratio".formatted(name));
        }
        if (before != null && !metric.spec().covariate()) {
            in.fault("before", "no_covariate", "metric \"%s\" has no covariate".formatted(name));
        }
        double x = ratio ? denominator == null ? 1 : denominator : before == null ? 0 : before;
        return new Value(Ids.check("unit", unit), metric, y == null ? 0 : y, x);
    }

    private @Nullable Metric metric(Fields in, String name) {
        Metric metric = experiment.definition().metric(name);
        List<String> recorded =
                experiment.definition().metrics().stream()
                        .filter(one -> one.source() == Source.RECORDED)
                        .map(Metric::name)
                        .toList();
        if (metric == null) {
            in.fault(
                    "name",
                    "unknown",
                    "there is no metric \"%s\"%s; those that are recorded are %s"
                            .formatted(name, Suggestion.didYouMean(name, recorded), recorded));
        } else if (metric.source() != Source.RECORDED) {
            in.fault(
                    "name",
                    "measured",
                    "metric \"%s\" is measured by the server; those that are recorded are %s"
                            .formatted(name, recorded));
            return null;
        }
        return metric;
    }
}
