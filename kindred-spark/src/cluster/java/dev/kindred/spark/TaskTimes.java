package dev.kindred.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The processor time of every task by stage; how busy the machine is otherwise does not matter to
 * it.
 */
final class TaskTimes extends SparkListener {
    private final Map<Integer, List<Double>> seconds = new TreeMap<>();
    private final Map<Integer, String> names = new TreeMap<>();

    /**
     * The tasks of a stage.
     *
     * @param name where in the code it is
     * @param median processor seconds of the task in the middle
     * @param longest of the one that took most
     * @param sum of all
     */
    record Stage(int id, String name, int tasks, double median, double longest, double sum) {
        @Override
        public String toString() {
            return "stage %d, %s: %d tasks, median %.2f s, longest %.2f s"
                    .formatted(id, name, tasks, median, longest);
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
        if (task.taskMetrics() != null) {
            double time = task.taskMetrics().executorCpuTime() / 1e9;
            seconds.computeIfAbsent(task.stageId(), id -> new ArrayList<>()).add(time);
        }
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
        names.put(stage.stageInfo().stageId(), stage.stageInfo().name());
    }

    /** The stages that have ended. */
    synchronized List<Stage> stages() {
        var stages = new ArrayList<Stage>();
        names.forEach(
                (id, name) -> {
                    double[] times =
                            seconds.getOrDefault(id, List.of(0.0)).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sorted()
                                    .toArray();
                    int n = times.length;
                    double median = (times[(n - 1) / 2] + times[n / 2]) / 2;
                    double sum = Arrays.stream(times).sum();
                    stages.add(new Stage(id, name, n, median, times[n - 1], sum));
                });
        return stages;
    }
}
