package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.data.AttributeRow;
import dev.kindred.experiment.Assigner;
import dev.kindred.experiment.Assignment;
import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.Subject;
import dev.kindred.experiment.Variant;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.online.Preference;
import dev.kindred.server.engine.EventMeaning;
import dev.kindred.server.engine.PipelineChoice;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Visitor;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.experiments.Definition.Allocation;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.server.experiments.State.Status;
import dev.kindred.server.http.Problem;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.server.training.Trainer;
import dev.kindred.store.Audit;
import dev.kindred.store.StoreException;
import dev.kindred.store.UserRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiments of a project in service. Thread-safe.
 *
 * <p>A request belongs to one experiment at most: to the one that was started first of those that
 * take the user. What others do with the store is seen within a second.
 */
public final class Experiments implements PipelineChoice {
    /** The kind of the documents. */
    static final String KIND = "experiment";

    private static final Logger LOGGER = LoggerFactory.getLogger(Experiments.class);

    private final Workspace workspace;
    private final Book book;
    private final Variants variants;
    private final Follower follower;
    private final Looks looks;
    private final Guard guard;
    private volatile List<Arming> armings = List.of();
    private volatile Set<String> waiting = Set.of();
    private volatile @Nullable Seen seen;

    public Experiments(Workspace workspace, JobRunner jobs, Audit audit) {
        this.workspace = workspace;
        this.book = new Book(workspace, audit);
        this.variants = new Variants(workspace, jobs);
        this.follower = new Follower(workspace);
        this.looks = new Looks(workspace.store().outcomes());
        this.guard = new Guard(this, workspace.clock());
    }

    /** What the armings were made of. */
    private record Seen(long documents, String pipeline, long model) {}

    /** The stored experiments and their changes. */
    public Book book() {
        return book;
    }

    /** What trains models of variants. */
    public Trainer.Variant variant(ObjectNode spec) {
        String id = spec.path("experiment").asText();
        String name = spec.path("variant").asText();
        Stored stored = book.find(id);
        Variant variant = stored == null ? null : variant(stored, name);
        String change = variant == null ? null : variant.pipeline();
        if (change == null) {
            throw new IllegalArgumentException(
                    "experiment \"%s\" has no variant \"%s\" with a pipeline of its own"
                            .formatted(id, name));
        }
        PipelineSpec pipeline = variants.spec(change);
        return new Trainer.Variant(pipeline, Variants.label(id, name, pipeline));
    }

    private static @Nullable Variant variant(Stored stored, String name) {
        return stored.definition().experiment().variants().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Choice choose(RecommendationRequest request, Visitor visitor) {
        String user = request.user();
        List<Arming> present = armings;
        if (present.isEmpty() || user == null || user.isEmpty()) {
            return Choice.CURRENT;
        }
        long now = workspace.clock().millis();
        for (Arming one : present) {
            Choice chosen = one.choose(user, visitor, now);
            if (chosen != null) {
                return chosen;
            }
        }
        return Choice.CURRENT;
    }

    @Override
    public void forget(String user) {
        armings.forEach(one -> one.forget(user));
    }

    /** Follows what is stored: to be called after each change, and every second or so. */
    public synchronized void follow() {
        var now =
                new Seen(
                        workspace.store().versions().documents(),
                        workspace.pipelineId(),
                        workspace.store().freshness("guest").model());
        if (now.equals(seen) && waiting.isEmpty()) {
            return;
        }
        var needed = new HashSet<String>();
        var behind = new HashSet<String>();
        var next = new ArrayList<Arming>();
        for (Stored one : running(book.all())) {
            List<@Nullable String> pipelines = offered(one, needed);
            if (pipelines == null) {
                behind.add(one.id());
            } else {
                next.add(arming(one, pipelines));
            }
        }
        armings = List.copyOf(next);
        waiting = Set.copyOf(behind);
        variants.retain(needed);
        seen = now;
        workspace.choose(this);
    }

    private static List<Stored> running(List<Stored> all) {
        return all.stream()
                .filter(Stored::isRunning)
                .sorted(
                        Comparator.comparing(
                                one -> Objects.requireNonNullElse(one.state().started(), 0L)))
                .toList();
    }

    private @Nullable List<@Nullable String> offered(Stored one, Set<String> needed) {
        try {
            return variants.offer(one, needed);
        } catch (IllegalArgumentException e) {
            LOGGER.warn(
                    "{}: experiment {} fits the pipeline no longer: {}",
                    workspace.id(),
                    one.id(),
                    e.getMessage());
            return null;
        }
    }

    private Arming arming(Stored stored, List<@Nullable String> pipelines) {
        for (Arming known : armings) {
            if (known.experiment().equals(stored) && known.pipelines().equals(pipelines)) {
                return known;
            }
        }
        return new Arming(
                stored,
                pipelines,
                workspace.store().exposures(),
                () -> new EventMeaning(workspace.pipeline().events()));
    }

    /** To be called every second: counts new events, and acts where the results ask for it. */
    public void tick() {
        follow();
        List<Stored> all = book.all();
        follower.catchUp(all);
        guard.check(all);
    }

    /** Does at once what {@link #tick} does in a while. */
    synchronized void act() {
        follower.catchUp(book.all());
        guard.checkNow(book.all());
    }

    /** Whether users get its variants; false while models are trained for them. */
    public boolean isReady(Stored experiment) {
        return !experiment.isRunning() || !waiting.contains(experiment.id());
    }

    /** Running experiments that take users before this one does. */
    public List<String> before(Stored experiment) {
        if (!experiment.isRunning()) {
            return List.of();
        }
        var before = new ArrayList<String>();
        for (Stored one : running(book.all())) {
            if (one.id().equals(experiment.id())) {
                break;
            }
            if (!areDisjoint(one.now(), experiment.now())) {
                before.add(one.id());
            }
        }
        return before;
    }

    private static boolean areDisjoint(Experiment a, Experiment b) {
        return a.namespace() != null
                && b.namespace() != null
                && a.namespace().name().equals(b.namespace().name());
    }

    /**
     * Checks what cannot be read off a definition alone: its pipelines, and the namespaces of
     * others.
     *
     * @throws Problem 422
     */
    void check(Definition definition) {
        var faults = new ArrayList<Problem.Fault>();
        List<Variant> arms = definition.experiment().variants();
        for (int k = 0; k < arms.size(); k++) {
            String change = arms.get(k).pipeline();
            String at = "/variants/%d/pipeline".formatted(k);
            try {
                if (change != null) {
                    variants.check(change);
                }
            } catch (SettingsException e) {
                e.problems()
                        .forEach(
                                one ->
                                        faults.add(
                                                new Problem.Fault(
                                                        at + one.pointer(),
                                                        one.code(),
                                                        one.detail())));
            } catch (IllegalArgumentException e) {
                faults.add(new Problem.Fault(at, "invalid", String.valueOf(e.getMessage())));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        var others = new ArrayList<Experiment>();
        others.add(definition.experiment());
        for (Stored one : book.all()) {
            boolean over = one.state().status() == Status.STOPPED;
            if (!over && !one.id().equals(definition.experiment().id())) {
                others.add(one.definition().experiment());
            }
        }
        try {
            Experiment.requireDisjoint(others);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/namespace", "overlap", String.valueOf(e.getMessage()));
        }
    }

    /** What an experiment says now, all events until now counted. */
    public Results results(Stored experiment) {
        workspace.store().exposures().flush();
        follower.catchUp(book.all());
        return looks.look(experiment, workspace.clock().millis());
    }

    /** What users prefer, of an experiment whose lists are interleaved. */
    public Preference preference(Stored experiment) {
        workspace.store().exposures().flush();
        follower.catchUp(book.all());
        return Votes.preference(workspace.store().outcomes(), experiment);
    }

    Looks looks() {
        return looks;
    }

    /** The lists that were shown, by variant. */
    public Map<String, Long> exposures(Stored experiment) {
        return looks.exposures(experiment);
    }

    /** How many users had more events than items they were shown, by metric and variant. */
    public Map<String, Map<String, Long>> overactive(Stored experiment) {
        return looks.overactive(experiment);
    }

    /** The arm that a user has, or would have if the experiment ran. */
    public Assignment assignment(Stored experiment, String user) {
        UserRecord known = workspace.store().users().get(user);
        AttributeRow attributes =
                known == null ? AttributeRow.NONE : AttributeRow.of(known.fields());
        long now = workspace.clock().millis();
        for (Arming one : armings) {
            if (one.experiment().equals(experiment)) {
                return one.assign(user, attributes, now);
            }
        }
        Experiment asIfOn = experiment.now().withEnabled(true);
        return new Assigner(asIfOn)
                .assign(
                        Subject.of(user, attributes, now),
                        new Remembered(workspace.store().exposures(), experiment));
    }

    /** Makes the pipeline of a variant that of all, with its model. */
    void apply(Stored experiment, String name, String author) throws java.io.IOException {
        Variant variant = variant(experiment, name);
        String change = variant == null ? null : variant.pipeline();
        if (change == null) {
            return; // it is what all get already
        }
        PipelineSpec spec = variants.spec(change);
        var model = variants.model(experiment.id(), name, spec);
        book.apply(spec, PipelineChange.rules(change), author);
        if (model != null) {
            workspace.publish(model);
        }
    }

    /** Removes what an experiment that is over does not need. */
    void clean(Stored experiment) {
        try {
            variants.removeModels(experiment.id());
        } catch (StoreException e) {
            LOGGER.warn("{}: {}", workspace.id(), e.getMessage());
        }
    }

    /** Begins a new period of an experiment that learns, if it is due. */
    void allocateIfDue(Stored experiment, long now) {
        var allocation = experiment.definition().allocation();
        Run run = experiment.state().run();
        if (allocation != null
                && now - run.from() >= Math.round(allocation.everyHours() * 3_600_000)) {
            allocate(experiment, allocation);
        }
    }

    /** Begins a new period, with weights by what was measured so far. */
    void allocate(Stored experiment, Allocation allocation) {
        int version = experiment.state().run().version();
        book.rerun(
                experiment.id(),
                Bandit.weights(looks.summary(experiment), allocation, version),
                Guard.ACTOR);
        follow();
    }
}
