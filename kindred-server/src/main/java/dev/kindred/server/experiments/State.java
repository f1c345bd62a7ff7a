package dev.kindred.server.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far an experiment is. Immutable; times are milliseconds since 1970-01-01 UTC.
 *
 * @param status where it stands
 * @param coverage share of the targeted users that are in
 * @param created when it was made
 * @param started when it was first started, or null
 * @param stopped when it was stopped, or null
 * @param reason of the last change of status, in words
 * @param runs one for each time users were randomised, oldest first; the last one is under way
 * @param decision what was decided in the end, or null
 */
public record State(
        Status status,
        double coverage,
        long created,
        @Nullable Long started,
        @Nullable Long stopped,
        @Nullable String reason,
        List<Run> runs,
        @Nullable Decision decision) {
    public State {
        runs = List.copyOf(runs);
    }

    /** Where an experiment stands. */
    public enum Status {
        DRAFT,
        RUNNING,
        PAUSED,
        STOPPED;

        /** The name in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A stretch of time with one randomisation.
     *
     * @param version of the experiment
     * @param weights of the variants
     * @param from when it began
     * @param until when it ended, or null
     * @param fresh whether users of earlier runs are left out
     */
    public record Run(
            int version, List<Double> weights, long from, @Nullable Long until, boolean fresh) {
        public Run {
            weights = List.copyOf(weights);
        }
    }

    /**
     * What was decided.
     *
     * @param variant that all get from now on
     * @param author who decided
     * @param words why
     * @param time when
     */
    public record Decision(String variant, String author, String words, long time) {}

    static State draft(Definition definition, long now) {
        return new State(
                Status.DRAFT,
                definition.experiment().coverage(),
                now,
                null,
                null,
                null,
                List.of(new Run(1, weights(definition), now, null, false)),
                null);
    }

    private static List<Double> weights(Definition definition) {
        return definition.experiment().variants().stream().map(one -> one.weight()).toList();
    }

    Run run() {
        return runs.get(runs.size() - 1);
    }

    State with(Status next, long now, @Nullable String why) {
        boolean starts = next == Status.RUNNING && started == null;
        return new State(
                next,
                coverage,
                created,
                starts ? Long.valueOf(now) : started,
                next == Status.STOPPED ? Long.valueOf(now) : null,
                why,
                runs,
                decision);
    }

    State withCoverage(double value) {
        return new State(status, value, created, started, stopped, reason, runs, decision);
    }

    State withDecision(Decision made) {
        return new State(status, coverage, created, started, stopped, reason, runs, made);
    }

    /** Users are randomised anew, with other weights. */
    State withRun(List<Double> weights, long now, boolean fresh) {
        var all = new ArrayList<>(runs);
        Run last = run();
        all.set(
                all.size() - 1,
                new Run(last.version(), last.weights(), last.from(), now, last.fresh()));
        all.add(new Run(last.version() + 1, weights, now, null, fresh));
        return new State(status, coverage, created, started, stopped, reason, all, decision);
    }

    JsonNode json() {
        return Json.MAPPER.valueToTree(this);
    }

    static State read(JsonNode json) {
        try {
            return Json.MAPPER.treeToValue(json, State.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no state of an experiment: " + json, e);
        }
    }
}
