package dev.kindred.server.engine;

import dev.kindred.data.IdIndex;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelFile;
import dev.kindred.server.engine.lists.LiveCounts;
import dev.kindred.store.Catalogue;
import dev.kindred.store.Event;
import dev.kindred.store.Events;
import dev.kindred.store.Freshness;
import dev.kindred.store.Project;
import dev.kindred.store.Project.Versions;
import dev.kindred.store.StoredEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Follows the store, and builds what answers: one change at a time, each seen by all requests that
 * come after it. Thread-safe.
 */
final class ServingBuilder {
    private static final int PAGE = 10_000;
    private static final int MANY_EVENTS = 100_000;
    private static final long RETRY_MILLIS = 60_000;
    private static final int MANY_ITEMS = 5000; // going through so many takes some 10 ms
    private static final int REST = 10; // times as long as a build took, until the next one

    private final Project store;
    private final Clock clock;
    private final ReentrantLock counting = new ReentrantLock(); // taken before the other one
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, Offer> offers = new HashMap<>();
    private volatile PipelineVersion pipeline;
    private volatile Map<String, Serving> servings = Map.of();
    private volatile @Nullable Serving current;
    private volatile @Nullable LoadedModel loaded;
    private volatile long failedModel;
    private volatile long failedAt;
    private volatile long countedTo;
    private Catalogue catalogue = Catalogue.EMPTY;
    private Documents documents = Documents.NONE;
    private volatile LiveCounts counts;
    private LiveCounts countedFrom;
    private IdIndex counted = IdIndex.of();
    private long deletions;
    private final ShownLately shown;
    private volatile boolean stale;
    private volatile long caughtUpAt;
    private volatile long catchUpNanos;

    ServingBuilder(Project store, Clock clock, PipelineVersion pipeline) {
        this.store = store;
        this.clock = clock;
        this.pipeline = pipeline;
        this.counts = newCounts();
        this.countedFrom = counts;
        this.shown = new ShownLately(store, clock, pipeline.spec());
    }

    /** A pipeline beside the current one; with a model of its own, or null. */
    private record Offer(PipelineVersion pipeline, @Nullable LoadedModel model) {}

    private LiveCounts newCounts() {
        var meaning = new EventMeaning(pipeline.spec().events());
        return new LiveCounts(meaning::weight);
    }

    PipelineVersion pipeline() {
        return pipeline;
    }

    /** What answers for a pipeline, or null while nothing was read yet. */
    @Nullable Serving serving(@Nullable String id) {
        Serving named = id == null ? null : servings.get(id);
        return named == null ? current : named;
    }

    /** What answers while the store could not be read even once. */
    Serving empty() {
        IdIndex none = IdIndex.of();
        return new Serving(
                pipeline.id(),
                pipeline.spec(),
                null,
                Universe.of(none, Catalogue.EMPTY, none, null),
                Documents.NONE,
                newCounts().snapshot(none, clock.millis()),
                shown.counts(),
                null);
    }

    boolean isReady() {
        return current != null && loaded != null;
    }

    /** Whether the active model could not be read. */
    boolean hasFailed() {
        return failedModel != 0;
    }

    long countedTo() {
        return countedTo;
    }

    boolean isBehind(Freshness fresh) {
        Serving known = current;
        return known == null
                || known.catalogueVersion() < fresh.catalogue()
                || known.documentsVersion() < fresh.documents();
    }

    /** Whether another model is active than the one that answers, and reading it may help. */
    boolean mayLoad(long version) {
        LoadedModel known = loaded;
        boolean other = version != 0 && (known == null || known.version() != version);
        return other && (failedModel != version || clock.millis() - failedAt > RETRY_MILLIS);
    }

    /**
     * Reads items and rules that changed. With many items, only what may be recommended is followed
     * at once: items that are new or described otherwise are left to {@link #catchUp}, so that no
     * request waits until all items were gone through.
     */
    void refresh(Freshness fresh) {
        changing.lock();
        try {
            if (isBehind(fresh)) {
                Catalogue before = catalogue;
                catalogue =
                        before == Catalogue.EMPTY
                                ? store.items().catalogue()
                                : store.items().catalogue(before);
                if (documents.version() < fresh.documents() || documents == Documents.NONE) {
                    documents = Documents.read(store, fresh.documents());
                }
                build(catalogue.continues(before) && hasManyItems(), false);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Follows all that was left out now. */
    void finish() {
        changing.lock();
        try {
            if (stale) {
                build();
            }
        } finally {
            changing.unlock();
        }
    }

    private boolean hasManyItems() {
        Serving known = current;
        return known != null && known.loaded() != null && known.universe().size() > MANY_ITEMS;
    }

    /** Whether {@link #catchUp} has something to do, and the time for it has come. */
    boolean mayCatchUp() {
        return stale && System.nanoTime() - caughtUpAt >= REST * catchUpNanos;
    }

    /** Follows what was left out, without holding up requests; rests between two times. */
    void catchUp() {
        if (!mayCatchUp()) {
            return;
        }
        long start = System.nanoTime();
        changing.lock();
        Sources from = sources(pipeline, loaded);
        Serving before = current;
        changing.unlock();
        Serving ready = from.serving(before, false, true);
        changing.lock();
        try {
            boolean same = pipeline == from.pipeline() && loaded == from.model();
            current = same && catalogue.continues(from.catalogue()) ? ready : current;
            build(same && offers.isEmpty(), false); // what came meanwhile
        } finally {
            changing.unlock();
        }
        caughtUpAt = System.nanoTime();
        catchUpNanos = caughtUpAt - start;
    }

    /** Reads events that are new; all of them where it must, without holding up requests. */
    LiveCounts count() {
        counting.lock();
        try {
            Versions versions = store.versions();
            boolean many = versions.sequence() - countedTo > MANY_EVENTS;
            if (versions.deletions() != deletions || many) {
                LiveCounts all = newCounts();
                all.addAll(store.events().interactions(), clock.millis());
                deletions = versions.deletions();
                countedTo = versions.sequence();
                counts = all;
            } else if (versions.sequence() > countedTo) {
                countAfter(countedTo);
            }
            showCounts();
            return counts;
        } finally {
            counting.unlock();
        }
    }

    /** Reads what was shown since, if a pipeline wants to know. */
    void followShown() {
        boolean others = servings.values().stream().map(Serving::spec).anyMatch(ShownLately::wants);
        if (others || ShownLately.wants(pipeline.spec())) {
            shown.follow();
        }
    }

    private void showCounts() {
        changing.lock();
        try {
            Serving known = current;
            if (known == null || !known.counts().isOf(counts)) {
                build(hasManyItems() && known.loaded() == loaded, true);
            }
        } finally {
            changing.unlock();
        }
    }

    private void countAfter(long sequence) {
        long after = sequence;
        List<StoredEvent> page;
        do {
            page = store.events().list(Events.Filter.ALL, after, PAGE);
            for (StoredEvent stored : page) {
                Event event = stored.event();
                counts.add(event.item(), event.type(), event.time(), clock.millis());
                after = stored.sequence();
            }
        } while (page.size() == PAGE);
        countedTo = after;
    }

    /** Answers with a model if it is not the one that answers already. */
    boolean load(long version) throws IOException {
        LoadedModel known = loaded;
        if (version == 0 || known != null && known.version() == version) {
            return known != null;
        }
        try {
            swap(read(version));
            failedModel = 0;
            return true;
        } catch (IOException | RuntimeException e) {
            failedModel = version;
            failedAt = clock.millis();
            throw e;
        }
    }

    /** Reads a model, and activates it once it is ready. */
    void publish(long version) throws IOException {
        LoadedModel ready = read(version);
        store.models().activate(version);
        swap(ready);
        failedModel = 0;
    }

    /** The same with a model that is in memory already. */
    void publish(long version, ModelFile file) {
        FitContext context = Workspace.context(pipeline.spec());
        LoadedModel ready = LoadedModel.of(version, file.model(), file.dataset(), context);
        store.models().activate(version);
        swap(ready);
        failedModel = 0;
    }

    /** What would answer by a pipeline; it is not shown to requests. */
    Serving preview(PipelineVersion version) {
        changing.lock();
        try {
            return sources(version, loaded).serving(null, false, true);
        } finally {
            changing.unlock();
        }
    }

    private LoadedModel read(long version) throws IOException {
        return LoadedModel.read(
                version, store.models().file(version), Workspace.context(pipeline.spec()));
    }

    private void swap(LoadedModel model) {
        changing.lock();
        try {
            loaded = model;
            build();
        } finally {
            changing.unlock();
        }
    }

    void change(PipelineVersion version) {
        counting.lock();
        changing.lock();
        try {
            boolean otherMeaning = !version.spec().events().equals(pipeline.spec().events());
            pipeline = version;
            if (otherMeaning) {
                counts = newCounts();
                countedTo = 0;
                shown.restart(version.spec());
            }
            if (current != null) {
                build();
            }
        } finally {
            changing.unlock();
            counting.unlock();
        }
    }

    void offer(PipelineVersion version, @Nullable Long model) throws IOException {
        LoadedModel own = model == null ? null : read(model);
        changing.lock();
        try {
            offers.put(version.id(), new Offer(version, own));
            if (current != null) {
                build();
            }
        } finally {
            changing.unlock();
        }
    }

    void withdraw(String id) {
        changing.lock();
        try {
            offers.remove(id);
            if (current != null) {
                build();
            }
        } finally {
            changing.unlock();
        }
    }

    /** Builds everything that changed anew, and shows it to requests. */
    private void build() {
        build(false, true);
    }

    /**
     * Builds what changed, and shows it to requests.
     *
     * @param inPart whether items that are new, and attributes, may wait
     * @param followCounts whether what is popular is looked at
     */
    private void build(boolean inPart, boolean followCounts) {
        LiveCounts now = counts;
        if (countedFrom != now || counted.size() != now.size()) {
            counted = now.ids();
            countedFrom = now;
        }
        current = sources(pipeline, loaded).serving(current, inPart, followCounts);
        Map<String, Serving> others = new HashMap<>();
        offers.forEach(
                (id, offer) ->
                        others.put(
                                id,
                                sources(
                                                offer.pipeline(),
                                                offer.model() == null ? loaded : offer.model())
                                        .serving(servings.get(id), inPart, followCounts)));
        servings = Map.copyOf(others);
        stale = !current.universe().isOf(catalogue, counted);
    }

    private Sources sources(PipelineVersion version, @Nullable LoadedModel model) {
        return new Sources(
                version,
                model,
                catalogue,
                counted,
                countedFrom,
                shown.counts(),
                version.rules().of(documents),
                clock.millis());
    }
}
