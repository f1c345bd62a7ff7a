package dev.kindred.server.api.experiments;

import dev.kindred.experiment.Assignment;
import dev.kindred.experiment.Variant;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.analysis.ResultsMap;
import dev.kindred.server.api.Times;
import dev.kindred.server.experiments.Experiments;
import dev.kindred.server.experiments.State;
import dev.kindred.server.experiments.State.Decision;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.server.experiments.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Experiments as answers show them. */
final class ShownExperiment {
    private ShownExperiment() {}

    static Map<String, @Nullable Object> of(Stored stored, Experiments experiments) {
        State state = stored.state();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", stored.id());
        shown.put("version", stored.version());
        shown.put("status", state.status().label());
        shown.put("ready", experiments.isReady(stored));
        shown.put("after", experiments.before(stored));
        shown.put("coverage", state.coverage());
        shown.put("variants", variants(stored));
        shown.put("created", Times.text(state.created()));
        shown.put("started", time(state.started()));
        shown.put("stopped", time(state.stopped()));
        shown.put("reason", state.reason());
        shown.put("runs", state.runs().stream().map(ShownExperiment::of).toList());
        shown.put("decision", of(state.decision()));
        shown.put("definition", stored.body());
        return shown;
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Times.text(millis);
    }

    private static List<Map<String, Object>> variants(Stored stored) {
        var shown = new ArrayList<Map<String, Object>>();
        for (Variant one : stored.now().variants()) {
            var variant = new LinkedHashMap<String, Object>();
            variant.put("name", one.name());
            variant.put("weight", one.weight());
            shown.add(variant);
        }
        return shown;
    }

    private static Map<String, @Nullable Object> of(Run run) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("version", run.version());
        shown.put("weights", run.weights());
        shown.put("from", Times.text(run.from()));
        shown.put("until", time(run.until()));
        return shown;
    }

    private static @Nullable Map<String, Object> of(@Nullable Decision decision) {
        if (decision == null) {
            return null;
        }
        var shown = new LinkedHashMap<String, Object>();
        shown.put("variant", decision.variant());
        shown.put("author", decision.author());
        shown.put("words", decision.words());
        shown.put("time", Times.text(decision.time()));
        return shown;
    }

    /** Results, with what they are of. */
    static Map<String, @Nullable Object> results(
            Stored stored,
            Results results,
            Map<String, Long> exposures,
            Map<String, Map<String, Long>> overactive,
            long now) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", stored.id());
        shown.put("status", stored.state().status().label());
        shown.put("time", Times.text(now));
        shown.put("days", stored.state().started() == null ? 0 : days(stored, now));
        var lists = new LinkedHashMap<String, Long>();
        results.variants().forEach(one -> lists.put(one, exposures.getOrDefault(one, 0L)));
        shown.put("exposures", lists);
        shown.put("overactive", overactive);
        shown.putAll(ResultsMap.of(results));
        return shown;
    }

    static double days(Stored stored, long now) {
        Long started = stored.state().started();
        Long stopped = stored.state().stopped();
        long end = stopped == null ? now : stopped;
        return started == null ? 0 : (end - started) / 86_400_000.0;
    }

    static Map<String, @Nullable Object> of(Assignment assignment) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("experiment", assignment.experiment());
        shown.put("user", assignment.unit());
        shown.put("variant", assignment.variant());
        shown.put("counts", assignment.counts());
        shown.put("bucket", known(assignment.bucket()));
        shown.put("propensity", known(assignment.propensity()));
        shown.put("reason", assignment.reason().words());
        return shown;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
