package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.internal.Suggestion;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.experiments.State.Decision;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.server.experiments.State.Status;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Audit;
import dev.kindred.store.Documents;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiments of a project as they are stored, and all that may happen to them. Thread-safe.
 */
public final class Book {
    private static final Logger LOGGER = LoggerFactory.getLogger(Book.class);
    private static final String KIND = Experiments.KIND;
    private static final String PIPELINE = "pipeline";
    private static final int ATTEMPTS = 5;

    private final Workspace workspace;
    private final Documents documents;
    private final Audit audit;
    private volatile Known known = new Known(-1, List.of());

    Book(Workspace workspace, Audit audit) {
        this.workspace = workspace;
        this.documents = workspace.store().documents();
        this.audit = audit;
    }

    /** All experiments at a version of the documents. */
    private record Known(long version, List<Stored> all) {}

    /** All experiments, by id; read anew when documents changed. */
    public List<Stored> all() {
        long version = workspace.store().versions().documents();
        Known before = known;
        if (before.version() == version) {
            return before.all();
        }
        var all = new ArrayList<Stored>();
        for (Document one : documents.list(KIND)) {
            try {
                all.add(Stored.of(one));
            } catch (IllegalArgumentException | Problem e) {
                LOGGER.warn("Experiment \"{}\" is left out: {}", one.id(), e.getMessage());
            }
        }
        known = new Known(version, List.copyOf(all));
        return known.all();
    }

    /** An experiment, or null. */
    public @Nullable Stored find(String id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    /**
     * An experiment.
     *
     * @throws Problem 404 if there is none
     */
    public Stored get(String id) {
        Stored found = find(id);
        if (found == null) {
            List<String> ids = all().stream().map(Stored::id).toList();
            throw Problem.notFound(
                    "there is no experiment \"%s\"%s"
                            .formatted(id, Suggestion.didYouMean(id, ids)));
        }
        return found;
    }

    /**
     * Makes a draft, or changes one.
     *
     * @param expected version that it replaces, as for documents
     * @throws Problem 409 if it was started already, or is there and was to be new
     */
    public Stored draft(
            String id, JsonNode body, long expected, String author, Experiments others) {
        Definition definition = DefinitionReader.read(id, body);
        others.check(definition);
        Stored before = find(id);
        if (before != null && expected == Documents.NEW) {
            throw Problem.conflict("there is an experiment \"%s\" already".formatted(id));
        }
        require(before == null ? Status.DRAFT : before.state().status(), "changed", Status.DRAFT);
        State state = State.draft(definition, workspace.clock().millis());
        Document stored = documents.put(KIND, id, Stored.document(body, state), expected, author);
        note(author, before == null ? "create" : "change", id, Map.of());
        return Stored.of(stored);
    }

    private static void require(Status status, String done, Status... allowed) {
        if (!List.of(allowed).contains(status)) {
            throw Problem.conflict(
                    "the experiment is %s and cannot be %s: only one that is %s can"
                            .formatted(
                                    status.label(),
                                    done,
                                    String.join(
                                            " or ",
                                            List.of(allowed).stream()
                                                    .map(Status::label)
                                                    .toList())));
        }
    }

    /** Removes an experiment and all that it logged and measured. */
    public void delete(String id, String author, Experiments experiments) {
        Stored stored = get(id);
        require(stored.state().status(), "deleted", Status.DRAFT, Status.STOPPED);
        documents.delete(KIND, id, Documents.ANY_VERSION, author);
        for (Run run : stored.state().runs()) {
            workspace.store().exposures().forget(stored.run(run));
            for (int arm = 0; stored.definition().interleaved() && arm < 2; arm++) {
                workspace.store().exposures().forget(stored.picks(run, arm));
            }
        }
        experiments.clean(stored);
        note(author, "delete", id, Map.of());
    }

    /** Begins to expose users. */
    public Stored start(String id, String author, Experiments others) {
        others.check(get(id).definition());
        return change(
                id,
                author,
                "start",
                null,
                state -> {
                    require(state.status(), "started", Status.DRAFT);
                    long now = workspace.clock().millis();
                    Run first = state.run();
                    State begun =
                            new State(
                                    state.status(),
                                    state.coverage(),
                                    state.created(),
                                    null,
                                    null,
                                    null,
                                    List.of(
                                            new Run(
                                                    first.version(),
                                                    first.weights(),
                                                    now,
                                                    null,
                                                    false)),
                                    null);
                    return begun.with(Status.RUNNING, now, null);
                });
    }

    /** Exposes nobody for a while; what exposed users do goes on counting. */
    public Stored pause(String id, String author, @Nullable String why) {
        return change(id, author, "pause", why, next("paused", Status.PAUSED, why, Status.RUNNING));
    }

    /** Goes on after a pause. */
    public Stored resume(String id, String author) {
        return change(
                id, author, "resume", null, next("resumed", Status.RUNNING, null, Status.PAUSED));
    }

    /** Ends it: all get the current pipeline, and the results stay as they are. */
    public Stored stop(String id, String author, @Nullable String why) {
        return change(
                id,
                author,
                "stop",
                why,
                next("stopped", Status.STOPPED, why, Status.RUNNING, Status.PAUSED));
    }

    private UnaryOperator<State> next(
            String done, Status to, @Nullable String why, Status... from) {
        return state -> {
            require(state.status(), done, from);
            return state.with(to, workspace.clock().millis(), why);
        };
    }

    /** Changes the share of the users that are in; nobody changes the variant. */
    public Stored ramp(String id, double coverage, String author) {
        return change(
                id,
                author,
                "ramp",
                "coverage " + coverage,
                state -> {
                    require(state.status(), "ramped", Status.RUNNING, Status.PAUSED);
                    return state.withCoverage(coverage);
                });
    }

    /** Randomises anew, and counts from 0. */
    public Stored restart(String id, boolean fresh, String author) {
        List<Double> weights =
                get(id).definition().experiment().variants().stream()
                        .map(one -> one.weight())
                        .toList();
        return change(
                id,
                author,
                "restart",
                null,
                state -> {
                    require(state.status(), "restarted", Status.RUNNING, Status.PAUSED);
                    long now = workspace.clock().millis();
                    return state.withRun(weights, now, fresh).with(Status.RUNNING, now, null);
                });
    }

    /** Begins a period with other weights. */
    Stored rerun(String id, List<Double> weights, String author) {
        return change(
                id,
                author,
                "allocate",
                "weights " + weights,
                state -> {
                    require(state.status(), "reweighted", Status.RUNNING);
                    return state.withRun(weights, workspace.clock().millis(), false);
                });
    }

    /**
     * Ends an experiment by a decision.
     *
     * @param apply whether the variant's pipeline becomes that of all
     */
    public Stored decide(
            String id,
            String variant,
            boolean apply,
            String author,
            String words,
            Experiments experiments) {
        Stored before = get(id);
        List<String> names = before.definition().experiment().names();
        if (!names.contains(variant)) {
            throw Problem.invalid(
                    "/variant",
                    "unknown",
                    "there is no variant \"%s\"%s; there are %s"
                            .formatted(variant, Suggestion.didYouMean(variant, names), names));
        }
        require(before.state().status(), "decided", Status.RUNNING, Status.PAUSED, Status.STOPPED);
        if (apply) {
            try {
                experiments.apply(before, variant, author);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        long now = workspace.clock().millis();
        Stored decided =
                change(
                        id,
                        author,
                        "decide",
                        "variant %s: %s".formatted(variant, words),
                        state -> {
                            State ended =
                                    state.status() == Status.STOPPED
                                            ? state
                                            : state.with(Status.STOPPED, now, words);
                            return ended.withDecision(new Decision(variant, author, words, now));
                        });
        experiments.clean(decided);
        return decided;
    }

    /** Makes a pipeline the current one, and its changes to the rules those of all. */
    void apply(PipelineSpec spec, Map<String, JsonNode> rules, String author) {
        rules.forEach((id, rule) -> apply(id, rule, author));
        if (spec.equals(workspace.pipeline())) {
            return; // other rules alone
        }
        Document stored =
                documents.put(
                        PIPELINE,
                        PIPELINE,
                        PipelineJson.write(spec).toString(),
                        Documents.ANY_VERSION,
                        author);
        workspace.change(spec, stored.version());
        audit.add(author, "pipeline.put", workspace.id(), "v" + stored.version(), null);
    }

    private void apply(String id, JsonNode rule, String author) {
        Document there = documents.get(PipelineChange.RULE, id);
        JsonNode body = rule;
        if (rule.isNull()) {
            if (there == null) {
                return; // removed meanwhile
            }
            body = ((ObjectNode) Json.parse(String.valueOf(there.body()))).put("enabled", false);
        }
        documents.put(PipelineChange.RULE, id, body.toString(), Documents.ANY_VERSION, author);
        audit.add(author, "rule.put", workspace.id(), id, null);
    }

    private Stored change(
            String id,
            String author,
            String action,
            @Nullable String why,
            UnaryOperator<State> change) {
        for (int attempt = 1; ; attempt++) {
            Stored before = get(id);
            State after = change.apply(before.state());
            try {
                Document stored =
                        documents.put(
                                KIND,
                                id,
                                Stored.document(before.body(), after),
                                before.version(),
                                author);
                note(author, action, id, why == null ? Map.of() : Map.of("why", why));
                return Stored.of(stored);
            } catch (StoreException e) {
                if (e.reason() != Reason.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void note(String author, String action, String id, Map<String, String> details) {
        var all = new LinkedHashMap<>(details);
        audit.add(
                author,
                "experiment." + action,
                workspace.id(),
                id,
                all.isEmpty() ? null : Json.text(all));
    }
}
