package dev.kindred.server.tenant;

import dev.kindred.server.engine.Workspace;
import dev.kindred.server.experiments.Experiments;
import dev.kindred.server.jobs.JobRunner;

/**
 * A project and all that works for it.
 *
 * @param workspace what is stored and what answers from it
 * @param jobs what works in the background
 * @param experiments what decides who sees what
 * @param release ends what else was started for it
 */
public record Tenant(Workspace workspace, JobRunner jobs, Experiments experiments, Runnable release)
        implements AutoCloseable {
    /** Ends the work in the background; the store stays open. */
    @Override
    public void close() {
        release.run();
        jobs.close();
        workspace.close();
    }
}
