package dev.kindred.spark.cluster;

import java.util.concurrent.TimeUnit;

/** A job that was submitted: the process of its driver. */
public final class Job {
    private static final int LAST = 3000; // characters of a log that an error shows

    private final StandaloneCluster cluster;
    private final String name;
    private final Process driver;

    Job(StandaloneCluster cluster, String name, Process driver) {
        this.cluster = cluster;
        this.name = name;
        this.driver = driver;
    }

    public ProcessHandle driver() {
        return driver.toHandle();
    }

    public boolean runs() {
        return driver.isAlive();
    }

    /** Waits for the end; returns the exit code. */
    public int ended() {
        return driver.onExit()
                .orTimeout(1, TimeUnit.HOURS)
                .whenComplete((ended, late) -> driver.destroyForcibly())
                .join()
                .exitValue();
    }

    /** Waits for the end; fails, with what the job said, where that is not a good one. */
    public Job good() {
        int code = ended();
        if (code != 0) {
            String log = log();
            int from = Math.max(0, log.length() - LAST);
            throw new AssertionError(
                    "%s ended with %d: ...%s".formatted(name, code, log.substring(from)));
        }
        return this;
    }

    public String log() {
        return cluster.log(name);
    }

    public String output() {
        return StandaloneCluster.read(cluster.output(name));
    }
}
