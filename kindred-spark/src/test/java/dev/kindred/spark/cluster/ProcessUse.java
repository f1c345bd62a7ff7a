package dev.kindred.spark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What some processes use: the most memory that each has had, as Linux counts it ({@code VmHWM};
 * elsewhere nothing is known), and the processor time of all, which tells the work on a busy
 * machine too.
 */
final class ProcessUse implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Supplier<List<ProcessHandle>> processes;
    private final Map<Long, Long> most = new HashMap<>();
    private final Map<Long, Double> seconds = new HashMap<>();

    ProcessUse(Supplier<List<ProcessHandle>> processes) {
        this.processes = processes;
        clock.scheduleAtFixedRate(this::look, 0, 200, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        for (ProcessHandle process : processes.get()) {
            process.info()
                    .totalCpuDuration()
                    .ifPresent(time -> seconds.put(process.pid(), time.toMillis() / 1e3));
            try {
                for (String line :
                        Files.readAllLines(Path.of("/proc/" + process.pid(), "status"))) {
                    if (line.startsWith("VmHWM:")) {
                        long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                        most.merge(process.pid(), kilobytes, Math::max);
                    }
                }
            } catch (IOException e) {
                // It has just ended, or this is no Linux.
                continue;
            }
        }
    }

    /** Megabytes of the process that had the most; 0 if nothing is known. */
    synchronized long megabytes() {
        return most.values().stream().mapToLong(Long::longValue).max().orElse(0) / 1024;
    }

    /** Processor seconds of all together. */
    synchronized double seconds() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
