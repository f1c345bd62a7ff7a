package dev.kindred.spark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs the jobs one after the other on a standalone cluster of two workers, and prints the time and
 * the peak memory of each; arguments: a CSV file of events, a new folder. See {@code benchmarks/run
 * spark-scale}.
 */
public final class ScaleRun {
    private static final int WORKERS = 2;
    private static final String WORKER = "4g";

    /** A worker's 4 GB are the heap of its executor and what the JVM takes beside it. */
    private static final String HEAP = "3500m";

    private static final String DRIVER = "2g";
    private static final List<String> OPTIONS =
            List.of(
                    "--executor-memory",
                    HEAP,
                    "--conf",
                    "spark.sql.shuffle.partitions=48",
                    "--conf",
                    "spark.executor.cores=1");

    private final StandaloneCluster cluster;
    private final Path folder;

    private ScaleRun(StandaloneCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectory(Path.of(args[1])).toAbsolutePath();
        String version = System.getenv("KINDRED_CLUSTER_JAVA_HOME");
        System.out.printf(
                "%d workers of %s with a core each, executor heap %s, driver heap %s, Java %s%n",
                WORKERS,
                WORKER,
                HEAP,
                DRIVER,
                version == null ? Runtime.version().feature() : version);
        System.out.println(
                "| Phase | Time, s | Processor time, s | Largest executor, MB | Driver, MB | Result |");
        System.out.println("|---|---|---|---|---|---|");
        try (var cluster = new StandaloneCluster(folder, WORKERS, 1, WORKER)) {
            new ScaleRun(cluster, folder).run(args[0]);
        }
    }

    private void run(String events) throws IOException {
        phase("prepare", "--data", events, "--output", at("prepared"));
        train("rp3beta", "--set", "neighbours=100");
        train("ials", "--set", "factors=32", "--set", "epochs=5");
        recommend("rp3beta");
        recommend("ials");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void train(String algorithm, String... settings) throws IOException {
        var words = new java.util.ArrayList<String>();
        words.addAll(List.of("train", "--data", at("prepared"), "--algorithm", algorithm));
        words.addAll(List.of(settings));
        words.addAll(List.of("--output", at(algorithm + ".kindred")));
        phase(words.toArray(String[]::new));
    }

    private void recommend(String algorithm) throws IOException {
        String model = at(algorithm + ".kindred");
        String lists = at("lists-" + algorithm);
        phase("recommend", "--model", model, "--data", at("prepared"), "-n", "50", "-o", lists);
    }

    private void phase(String... words) throws IOException {
        String name = words[0].equals("train") ? "train " + words[4] : words[0];
        if (words[0].equals("recommend")) {
            name += " top 50, " + Path.of(words[2]).getFileName().toString().split("\\.")[0];
        }
        String log = name.replace(' ', '-').replace(",", "");
        List<ProcessHandle> earlier = cluster.executors(); // they may take a while to end
        long start = System.nanoTime();
        Job job = cluster.submit(log, cluster.address(), DRIVER, OPTIONS, words);
        try (var executors = new ProcessUse(() -> others(cluster.executors(), earlier));
                var driver = new ProcessUse(() -> List.of(job.driver()))) {
            job.good();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %d | %d | %s |%n",
                    name,
                    seconds,
                    executors.seconds() + driver.seconds(),
                    executors.megabytes(),
                    driver.megabytes(),
                    result(job.log()));
        }
    }

    private static List<ProcessHandle> others(
            List<ProcessHandle> all, List<ProcessHandle> without) {
        return all.stream().filter(one -> !without.contains(one)).toList();
    }

    /** What the job told people at its end. */
    private String result(String log) {
        return log.lines()
                .filter(line -> line.startsWith(folder.toString()))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .reduce("", (first, last) -> last);
    }
}
