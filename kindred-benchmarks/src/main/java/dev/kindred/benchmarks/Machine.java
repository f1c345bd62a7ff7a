package dev.kindred.benchmarks;

import dev.kindred.internal.kernel.Kernels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Facts about the machine, the JVM and the sources, for the head of the results. */
final class Machine {
    private Machine() {}

    /** One line each: when and what, machine, JVM, load. */
    static List<String> facts(Path root) {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                "%s, commit %s".formatted(now(), commit(root)),
                "%s, %d processors, %s of memory, %s %s %s"
                        .formatted(
                                processor(),
                                runtime.availableProcessors(),
                                memory(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                "%s %s (%s), heap at most %d MB, %s"
                        .formatted(
                                System.getProperty("java.vm.name"),
                                System.getProperty("java.vm.version"),
                                System.getProperty("java.vendor"),
                                runtime.maxMemory() >> 20,
                                Kernels.choice()),
                "load average at the start %.2f".formatted(loadAverage()));
    }

    private static String now() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
    }

    static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Largest memory that this process has had, in MB; -1 where unknown. */
    static long peakMegabytes() {
        return peakMegabytes("self");
    }

    /** Largest memory that a process has had, in MB; -1 where unknown. */
    static long peakMegabytes(String process) {
        String line = lineOf(Path.of("/proc", process, "status"), "VmHWM");
        return line.isEmpty() ? -1 : Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }

    private static String processor() {
        String name = lineOf(Path.of("/proc/cpuinfo"), "model name");
        return name.isEmpty() ? System.getProperty("os.arch") : name;
    }

    private static String memory() {
        String line = lineOf(Path.of("/proc/meminfo"), "MemTotal");
        return line.isEmpty()
                ? "unknown size"
                : "%.0f GB".formatted(Long.parseLong(line.replaceAll("\\D", "")) / 1048576.0);
    }

    /** What follows the colon of the first line with a key; empty where there is none. */
    static String lineOf(Path file, String key) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse("");
        } catch (IOException e) {
            return ""; // no Linux
        }
    }

    /** The commit of the sources, with a "+" if they are changed; "unknown" without git. */
    static String commit(Path root) {
        String commit = git(root, "rev-parse", "--short=10", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        String changed = git(root, "status", "--porcelain", "--untracked-files=no");
        return changed.isEmpty() ? commit : commit + " + local changes";
    }

    private static String git(Path root, String... arguments) {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            byte[] out = process.getInputStream().readAllBytes();
            return process.waitFor() == 0 ? new String(out, StandardCharsets.UTF_8).trim() : "";
        } catch (IOException e) {
            return ""; // no git
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
