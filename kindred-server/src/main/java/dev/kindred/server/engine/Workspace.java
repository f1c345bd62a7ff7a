package dev.kindred.server.engine;

import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Project;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

/** One project in service: what is stored, and what answers from it. Thread-safe. */
public final class Workspace {
    private final Project store;
    private final Clock clock;
    private final AtomicReference<PipelineSpec> pipeline;

    public Workspace(Project store, PipelineSpec pipeline, Clock clock) {
        this.store = store;
        this.pipeline = new AtomicReference<>(pipeline);
        this.clock = clock;
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
        return pipeline.get();
    }
}
