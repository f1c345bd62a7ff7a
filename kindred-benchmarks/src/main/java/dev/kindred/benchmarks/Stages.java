package dev.kindred.benchmarks;

import dev.kindred.model.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes when a training reports, so that its stages and epochs can be told apart. */
final class Stages implements Progress {
    private final long start = System.nanoTime();
    private final Map<String, List<Double>> reports = new LinkedHashMap<>();

    @Override
    public synchronized void update(String stage, long done, long total, String note) {
        double now = (System.nanoTime() - start) / 1e9;
        reports.computeIfAbsent(stage, name -> new ArrayList<>()).add(now);
    }

    /** Whether the stage has reported. */
    synchronized boolean has(String stage) {
        return reports.containsKey(stage);
    }

    /** Seconds from the start, or the last report of the stage before, to the stage's last one. */
    synchronized double seconds(String stage) {
        double before = 0;
        for (Map.Entry<String, List<Double>> entry : reports.entrySet()) {
            List<Double> times = entry.getValue();
            double end = times.get(times.size() - 1);
            if (entry.getKey().equals(stage)) {
                return end - before;
            }
            before = end;
        }
        throw new IllegalArgumentException(
                "no stage \"%s\" was reported, but %s".formatted(stage, reports.keySet()));
    }

    /** The median seconds from one report of a stage to the next. */
    synchronized double secondsPerReport(String stage) {
        List<Double> times = reports.getOrDefault(stage, List.of());
        if (times.size() < 2) {
            throw new IllegalArgumentException(
                    "stage \"%s\" must report twice, but did %d times"
                            .formatted(stage, times.size()));
        }
        double[] steps = new double[times.size() - 1];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = times.get(k + 1) - times.get(k);
        }
        return Timing.of(0, steps, 0).median();
    }
}
