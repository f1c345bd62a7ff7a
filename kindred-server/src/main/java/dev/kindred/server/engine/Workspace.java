package dev.kindred.server.engine;

import dev.kindred.model.FitContext;
import dev.kindred.model.ModelFile;
import dev.kindred.server.engine.PipelineChoice.Arm;
import dev.kindred.server.engine.PipelineChoice.Choice;
import dev.kindred.server.engine.PipelineChoice.Mix;
import dev.kindred.server.engine.lists.LiveCounts;
import dev.kindred.server.guard.Daemons;
import dev.kindred.server.guard.StoreGate;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Freshness;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import dev.kindred.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One project in service: what is stored, and what answers from it. Thread-safe.
 *
 * <p>Every request compares what answers with the versions that the store tells: items and rules
 * that changed take effect with the next request, be they written by this process or another one
 * (in a catalogue of more than some thousand items, new items and changed attributes a moment
 * later, while hidden and deleted items are gone at once); models are loaded in the background
 * while the old one goes on answering; counts of what is popular follow within a second.
 */
public final class Workspace implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Workspace.class);
    private static final long COUNTS_MILLIS = 1000;
    private static final String GUEST = "guest"; // only what does not depend on users is looked at

    private final Project store;
    private final Clock clock;
    private final EngineSettings settings;
    private final StoreGate gate;
    private final Persons persons;
    private final ServingBuilder builder;
    private final Recommendations recommendations;
    private final AtomicBoolean checking = new AtomicBoolean();
    private final ExecutorService background =
            new ThreadPoolExecutor(
                    0,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(100),
                    Daemons.named("kindred-refresh"));
    private volatile PipelineChoice choice = PipelineChoice.CURRENT;
    private volatile long countedAt = Long.MIN_VALUE;

    /** A workspace on an embedded store, with a cache of its own. */
    public Workspace(Project store, PipelineSpec pipeline, Clock clock) {
        this(store, pipeline, clock, EngineSettings.embedded());
    }

    /**
     * A workspace; reads nothing yet: the first request does, or {@link #load}.
     *
     * @param settings shared by all workspaces
     */
    public Workspace(Project store, PipelineSpec pipeline, Clock clock, EngineSettings settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.gate = new StoreGate(settings.storeTimeout());
        this.persons = new Persons(store, gate);
        this.builder = new ServingBuilder(store, clock, new PipelineVersion("p1", pipeline));
        this.recommendations = new Recommendations(this);
    }

    public String id() {
        return store.id();
    }

    /** What the project holds on the disk. */
    public Project store() {
        return store;
    }

    public Clock clock() {
        return clock;
    }

    /** What it recommends with now. */
    public PipelineSpec pipeline() {
        return builder.pipeline().spec();
    }

    /** The id of the pipeline, such as {@code p7}. */
    public String pipelineId() {
        return builder.pipeline().id();
    }

    /** Answers requests. */
    public Recommendations recommendations() {
        return recommendations;
    }

    /** Answers with what is like something else. */
    public Neighbours neighbours() {
        return new Neighbours(this);
    }

    /** Lists that are the same for everybody. */
    public NamedLists lists() {
        return new NamedLists(this);
    }

    /** Answers for many users. */
    public Batches batches() {
        return new Batches(this);
    }

    /** Recommends with another pipeline from the next request on. */
    public void change(PipelineSpec spec, long version) {
        builder.change(new PipelineVersion("p" + version, spec));
    }

    /** Decides for each request which pipeline answers. */
    public void choose(PipelineChoice by) {
        choice = by;
    }

    /**
     * Makes a pipeline known that some requests may be answered by.
     *
     * @param model version, or null for the one that is active
     * @throws IOException if the model cannot be read
     */
    public void offer(String pipelineId, PipelineSpec spec, @Nullable Long model)
            throws IOException {
        offer(pipelineId, spec, RuleChanges.NONE, model);
    }

    /** The same with other rules than those that are stored. */
    public void offer(String pipelineId, PipelineSpec spec, RuleChanges rules, @Nullable Long model)
            throws IOException {
        builder.offer(new PipelineVersion(pipelineId, spec, rules), model);
    }

    /** Forgets a pipeline; requests that name it are answered by the current one. */
    public void withdraw(String pipelineId) {
        builder.withdraw(pipelineId);
    }

    /**
     * Reads catalogue, rules, events and the active model, unless they are known already.
     *
     * @return false if there is no model yet
     * @throws IOException if the model cannot be read; the one before goes on answering
     */
    public boolean load() throws IOException {
        refresh();
        ModelRecord active = store.models().active();
        return active != null && builder.load(active.version());
    }

    /**
     * Reads a model, makes it the active one, and answers with it from then on. Until it is ready
     * the one before answers; if it cannot be read, nothing changes.
     *
     * @throws IOException if the file cannot be read
     */
    public void publish(ModelRecord model) throws IOException {
        refresh();
        builder.publish(model.version());
    }

    /** The same with a model that was trained in this process, and stored as that version. */
    public void publish(ModelRecord model, ModelFile file) {
        refresh();
        builder.publish(model.version(), file);
    }

    /** Reads what changed now: for those who must not wait for the next request. */
    public void refresh() {
        builder.refresh(store.freshness(GUEST));
        count();
        builder.followShown();
        builder.finish();
    }

    /** Forgets what is kept in memory of a user, and answers to them: after an erasure. */
    public long forget(String user) {
        persons.forget(user);
        choice.forget(user);
        return settings.cache().forget(id(), user);
    }

    /** What answers now; reads it first if nothing was read yet. */
    public Serving serving() {
        return situation(null, null).serving();
    }

    /** Whether all that a good answer needs is there: the store answers and a model is loaded. */
    public boolean isReady() {
        return !gate.isOpen() && builder.isReady();
    }

    /**
     * What a request is answered from, after the choice of a pipeline.
     *
     * @param arm of the experiment that chose it; null if none did
     */
    record Chosen(
            RecommendationRequest request,
            Situation situation,
            @Nullable Arm arm,
            @Nullable Mixed mixed) {
        Visitor visitor() {
            return new Visitor(situation.person(), request);
        }
    }

    /** A second list that is interleaved with the first. */
    record Mixed(Situation situation, Mix mix) {}

    /** What a request is answered from; a pipeline that is no longer known belongs to nothing. */
    Chosen chosen(RecommendationRequest request) {
        Situation usual = situation(request.user(), null);
        Choice chosen = choice.choose(request, new Visitor(usual.person(), request));
        Mix mix = chosen.mix();
        Situation first = served(usual, chosen.pipeline());
        Situation second = mix == null ? null : served(usual, mix.pipeline());
        if (first == null || mix != null && second == null) {
            return new Chosen(request, usual, null, null);
        }
        return new Chosen(
                request,
                first,
                chosen.arm(),
                mix == null || second == null ? null : new Mixed(second, mix));
    }

    /** The same with a pipeline; null if it is not known. */
    private @Nullable Situation served(Situation usual, @Nullable String pipeline) {
        if (pipeline == null) {
            return usual;
        }
        Serving serving = required(pipeline);
        return serving.pipeline().equals(pipeline) ? usual.with(serving) : null;
    }

    EngineSettings settings() {
        return settings;
    }

    /**
     * What a request is answered from.
     *
     * @param failed whether a model is active, but could not be read
     * @param storeDown whether the store gave no answer, so that all is as it was last known
     */
    record Situation(Serving serving, Person person, boolean failed, boolean storeDown) {
        Situation with(Serving other) {
            return new Situation(other, person, failed, storeDown);
        }
    }

    /** What a request of a user is answered from, as it is now. */
    Situation situation(@Nullable String user, @Nullable String pipeline) {
        try {
            Freshness fresh = gate.read(() -> store.freshness(user == null ? GUEST : user));
            Serving known = builder.serving(null);
            if (known == null || builder.isBehind(fresh)) {
                gate.read(
                        () -> {
                            builder.refresh(fresh);
                            return known == null ? count() : null;
                        });
            }
            follow(fresh);
            Person person = persons.get(user, fresh.history());
            return new Situation(required(pipeline), person, builder.hasFailed(), false);
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.UNAVAILABLE) {
                throw e;
            }
            return new Situation(
                    required(pipeline), persons.lastKnown(user), builder.hasFailed(), true);
        }
    }

    private Serving required(@Nullable String pipeline) {
        Serving serving = builder.serving(pipeline);
        return serving == null ? builder.empty() : serving;
    }

    /** Without a model the counts are all there is: they must hold the very first event. */
    private void follow(Freshness fresh) {
        boolean none = fresh.model() == 0;
        boolean behind = builder.countedTo() < fresh.history().sequence();
        if (none && (behind || isDue() || required(null).items().size() == 0)) {
            gate.read(this::count);
        }
        if (builder.mayLoad(fresh.model()) || builder.mayCatchUp() || !none && isDue()) {
            later(fresh.model());
        }
    }

    private boolean isDue() {
        return clock.millis() - countedAt >= COUNTS_MILLIS || countedAt > clock.millis();
    }

    private void later(long model) {
        if (!checking.compareAndSet(false, true)) {
            return;
        }
        try {
            background.execute(
                    () -> {
                        try {
                            builder.catchUp();
                            count();
                            builder.load(model);
                            builder.followShown();
                        } catch (IOException | RuntimeException e) {
                            LOGGER.warn("{}: {}", id(), e.getMessage());
                        } finally {
                            checking.set(false);
                        }
                    });
        } catch (RejectedExecutionException e) {
            checking.set(false); // it is being closed
        }
    }

    private LiveCounts count() {
        LiveCounts counts = builder.count();
        countedAt = clock.millis();
        return counts;
    }

    /** What a pipeline would answer that is not in service. */
    Serving preview(PipelineSpec spec) {
        return builder.preview(new PipelineVersion("preview", spec));
    }

    static FitContext context(PipelineSpec spec) {
        int threads = spec.training().threads();
        int others = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new FitContext(spec.training().seed(), threads > 0 ? threads : others);
    }

    /** Stops what runs in the background; the store stays open. */
    @Override
    public void close() {
        background.shutdownNow();
        gate.close();
    }
}
