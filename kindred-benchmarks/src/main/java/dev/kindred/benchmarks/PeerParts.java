package dev.kindred.benchmarks;

import dev.kindred.benchmarks.peer.PeerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures other recommenders of the JVM beside ours: the same files, each in a process of its own,
 * the repeats taken in turn, quality computed here from what each one answers.
 */
final class PeerParts {
    private static final int ROUNDS = 3;
    private static final List<String> OPENED =
            List.of("lang", "lang.invoke", "util", "nio", "net").stream()
                    .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
                    .toList();

    private PeerParts() {}

    /** A system and how to start it. */
    record System(String name, String note, List<String> command) {}

    static List<Row> ratings(Bench bench) {
        return inFolder(
                folder -> {
                    Path train = folder.resolve("train.csv");
                    Path test = folder.resolve("test.csv");
                    PeerFiles.write(bench.read(Bench.SPLIT_90), train);
                    PeerFiles.write(bench.read(Bench.SPLIT_90_TEST), test);
                    String files = train + " " + test + " ";
                    List<System> systems =
                            List.of(
                                    kindred("deterministic", files + "biased-mf factors=50"),
                                    kindred(
                                            "deterministic=false",
                                            files + "biased-mf factors=50 deterministic=false"),
                                    other(bench, "librec", "BiasedMF", files + "50 20 0.005 0.02"),
                                    other(bench, "lenskit", "FunkSVD", files + "50 20"),
                                    other(bench, "mahout", "RatingSGD", files + "plain 50 20"),
                                    other(
                                            bench,
                                            "mahout",
                                            "ParallelSGD",
                                            files + "parallel 50 20"));
                    return measure(
                            "ratings of ml-1m-split90, d 50",
                            systems,
                            List.of("train"),
                            folder,
                            answers -> PeerFiles.ratingQuality(answers, test));
                });
    }

    static List<Row> lists(Bench bench) {
        return inFolder(
                folder -> {
                    Path train = folder.resolve("train.csv");
                    Path test = folder.resolve("test.csv");
                    PeerFiles.write(bench.read(Bench.GOWALLA), train);
                    PeerFiles.write(bench.read(Bench.GOWALLA_TEST), test);
                    List<System> systems =
                            List.of(
                                    kindred(
                                            "ials, 8 epochs",
                                            train
                                                    + " "
                                                    + test
                                                    + " ials factors=64 epochs=8 regularization=0.003"
                                                    + " unobservedWeight=0.01"),
                                    other(
                                            bench,
                                            "spark",
                                            "MLlib ALS, 5 epochs, alpha 40",
                                            train + " 64 5 40 0.01"));
                    return measure(
                            "gowalla, d 64",
                            systems,
                            List.of("train", "lists"),
                            folder,
                            answers -> PeerFiles.listQuality(answers, test));
                });
    }

    private static System kindred(String note, String arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(java.lang.System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseParallelGC",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        java.lang.System.getProperty("java.class.path"),
                        "dev.kindred.benchmarks.peer.KindredPeer"));
        command.addAll(List.of(arguments.split(" ")));
        return new System("Kindred", note, command);
    }

    private static System other(Bench bench, String name, String note, String arguments) {
        Path home = bench.root().resolve("kindred-benchmarks/peers").resolve(name);
        if (!Files.isDirectory(home.resolve("target/lib"))) {
            throw new IllegalStateException(
                    "%s is not built: %s is missing. Maybe start this part by benchmarks/run, which builds with -Ppeers"
                            .formatted(name, home.resolve("target/lib")));
        }
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Peer";
        List<String> command = new ArrayList<>();
        command.add(java17().toString());
        command.addAll(OPENED);
        command.addAll(
                List.of(
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
                        "-XX:+UseParallelGC",
                        "-Xmx8g",
                        "-cp",
                        home.resolve("target/classes") + ":" + home.resolve("target/lib") + "/*",
                        "dev.kindred.benchmarks.peer." + name + "." + type));
        command.addAll(List.of(arguments.split(" ")));
        String label = type.substring(0, type.length() - "Peer".length());
        return new System(label, note, command);
    }

    /** The java for the others: the one of a JDK 17 where the starting script has found one. */
    private static Path java17() {
        String home = java.lang.System.getenv("KINDRED_PEERS_JAVA_HOME");
        String own = java.lang.System.getProperty("java.home");
        return Path.of(home == null || home.isEmpty() ? own : home, "bin", "java");
    }

    private static List<Row> measure(
            String work,
            List<System> systems,
            List<String> tasks,
            Path folder,
            PeerFiles.Quality quality) {
        var running = new ArrayList<PeerProcess>();
        try {
            for (System system : systems) {
                Path log = folder.resolve("log" + running.size() + ".txt");
                running.add(PeerProcess.start(system.name(), system.command(), log));
            }
            double[][][] seconds = rounds(running, tasks);
            var rows = new ArrayList<Row>();
            for (int k = 0; k < systems.size(); k++) {
                Path answers = folder.resolve("answers.csv");
                long megabytes = running.get(k).megabytes();
                running.get(k).write(answers);
                String reached = quality.of(answers) + ", " + megabytes + " MB";
                for (int t = 0; t < tasks.size(); t++) {
                    rows.add(row(work, systems.get(k), tasks.get(t), seconds[k][t], reached));
                }
            }
            return rows;
        } finally {
            running.forEach(PeerProcess::close);
        }
    }

    /** Seconds by system, task and round; the round before the first is the warm-up. */
    private static double[][][] rounds(List<PeerProcess> running, List<String> tasks) {
        double[][][] seconds = new double[running.size()][tasks.size()][ROUNDS + 1];
        for (int round = 0; round <= ROUNDS; round++) {
            for (int k = 0; k < running.size(); k++) {
                for (int t = 0; t < tasks.size(); t++) {
                    seconds[k][t][round] = running.get(k).run(tasks.get(t));
                }
            }
        }
        return seconds;
    }

    private static Row row(
            String work, System system, String task, double[] seconds, String quality) {
        double[] warm = Arrays.copyOfRange(seconds, 1, seconds.length);
        Timing timing = Timing.of(seconds[0], warm, Double.NaN);
        String what = task.equals("lists") ? "top-100 for all users" : task;
        return Row.of(
                        String.format(
                                Locale.ROOT,
                                "%s, %s: %s, %s",
                                system.name(),
                                system.note(),
                                work,
                                what),
                        timing)
                .quality(task.equals("train") ? quality : "");
    }

    /** Work in a folder that is deleted afterwards. */
    private interface Work {
        List<Row> in(Path folder) throws IOException;
    }

    private static List<Row> inFolder(Work work) {
        try {
            Path folder = Files.createTempDirectory("kindred-peers");
            try {
                return work.in(folder);
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
