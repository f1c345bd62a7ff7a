package dev.kindred.spark;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;

/** Tells how far a job is, a line every few seconds at most. */
final class JobProgress extends SparkListener {
    private static final long APART_NANOS = 5_000_000_000L;

    private final PrintWriter err;
    private final Map<Integer, Integer> done = new HashMap<>();
    private final Map<Integer, StageInfo> stages = new HashMap<>();
    private long last = System.nanoTime();

    JobProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        stages.put(event.stageInfo().stageId(), event.stageInfo());
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
        stages.remove(event.stageInfo().stageId());
        done.remove(event.stageInfo().stageId());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        int tasks = done.merge(event.stageId(), 1, Integer::sum);
        StageInfo stage = stages.get(event.stageId());
        long now = System.nanoTime();
        if (stage != null && now - last >= APART_NANOS) {
            last = now;
            err.printf(
                    "stage %d, %s: %d of %d tasks%n",
                    stage.stageId(), stage.name(), tasks, stage.numTasks());
        }
    }
}
