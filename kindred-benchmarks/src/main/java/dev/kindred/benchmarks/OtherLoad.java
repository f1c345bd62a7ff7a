package dev.kindred.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The load that other processes put on the machine while this one measures: all processors' busy
 * time less that of this process and its ended children, from Linux' {@code /proc}; unknown
 * elsewhere.
 */
final class OtherLoad {
    private static final double TICKS_PER_SECOND = 100;

    private final Path proc;
    private final double busyBefore;
    private final double ownBefore;
    private final long start = System.nanoTime();

    /**
     * @param proc the folder {@code /proc}
     */
    OtherLoad(Path proc) {
        this.proc = proc;
        busyBefore = busySeconds(proc);
        ownBefore = ownSeconds(proc);
    }

    static OtherLoad start() {
        return new OtherLoad(Path.of("/proc"));
    }

    /** Processors kept busy by others since the start; NaN where it cannot be known. */
    double processors() {
        double wall = (System.nanoTime() - start) / 1e9;
        double others = busySeconds(proc) - busyBefore - (ownSeconds(proc) - ownBefore);
        return Math.max(0, others / wall);
    }

    /** user, nice, system, irq, softirq and steal of the line "cpu" in stat. */
    private static double busySeconds(Path proc) {
        try {
            List<String> lines = Files.readAllLines(proc.resolve("stat"));
            String[] fields = lines.get(0).trim().split("\\s+");
            double ticks = 0;
            for (int k : new int[] {1, 2, 3, 6, 7, 8}) {
                ticks += Double.parseDouble(fields[k]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN; // no Linux
        }
    }

    /**
     * utime, stime, cutime and cstime of self/stat: fields 14 to 17, after the name in brackets.
     */
    private static double ownSeconds(Path proc) {
        try {
            String line = Files.readString(proc.resolve("self/stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).trim().split("\\s+");
            double ticks = 0;
            for (int k = 11; k <= 14; k++) {
                ticks += Double.parseDouble(fields[k]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN; // no Linux
        }
    }
}
