package dev.kindred.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Interaction;
import dev.kindred.spark.cluster.Job;
import dev.kindred.spark.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jobs on a real cluster, submitted as people submit them: a master and two workers in
 * processes of their own, with our jar and nothing else of ours. The results are those of two
 * threads of this process, whatever happens to a worker.
 */
class StandaloneClusterTest {
    private static final int FILES = 8;
    private static final int FILE_SIZE = 12_000;
    private static final List<String> OPTIONS =
            List.of("--executor-memory", "700m", "--conf", "spark.sql.shuffle.partitions=12");

    @TempDir private static Path expected;
    @TempDir private Path folder;

    /** All jobs in local[2]. */
    @BeforeAll
    static void runLocally() throws IOException {
        Path events = Files.createDirectory(expected.resolve("events"));
        List<Interaction> all = Events.random(3000, 500, FILES * FILE_SIZE, 11);
        for (int k = 0; k < FILES; k++) {
            Events.csv(
                    events.resolve("part" + k + ".csv"),
                    all.subList(k * FILE_SIZE, (k + 1) * FILE_SIZE));
        }
        var conf = LocalSpark.session().conf();
        conf.set("spark.sql.shuffle.partitions", 12); // for as many tasks of the jobs below
        try {
            for (String job : List.of("prepare", "train", "recommend")) {
                JobRun.good(words(job, expected));
            }
        } finally {
            conf.set("spark.sql.shuffle.partitions", 2);
        }
    }

    /** A job that reads what was expected of the one before, and writes to a folder. */
    private static String[] words(String job, Path output) {
        String line =
                switch (job) {
                    case "prepare" ->
                            "prepare --data IN/events --dedupe sum --min-per-item 2 --split last:1"
                                    + " -o OUT/prepared";
                    case "train" ->
                            "train --data IN/prepared -a item-knn --set neighbours=20 --blocks 16"
                                    + " -o OUT/m.kindred";
                    default ->
                            "recommend --data IN/prepared --model IN/m.kindred -n 7 --format json"
                                    + " -o OUT/lists";
                };
        return line.replace("IN", expected.toString()).replace("OUT", output.toString()).split(" ");
    }

    private void assertSame(String job) throws IOException {
        switch (job) {
            case "prepare" -> {
                assertThat(folder.resolve("prepared/prepared.json"))
                        .hasSameTextualContentAs(expected.resolve("prepared/prepared.json"));
            }
            case "train" ->
                    assertThat(folder.resolve("m.kindred"))
                            .hasSameBinaryContentAs(expected.resolve("m.kindred"));
            default ->
                    assertThat(lists(folder))
                            .hasSizeGreaterThan(2500)
                            .containsExactlyElementsOf(lists(expected));
        }
    }

    private static List<String> lists(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        try (Stream<Path> files = Files.list(folder.resolve("lists"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        lines.sort(null);
        return lines;
    }

    private StandaloneCluster cluster() throws IOException {
        return new StandaloneCluster(
                Files.createDirectory(folder.resolve("cluster")), 2, 1, "800m");
    }

    @Test
    void jobsGiveWhatTwoThreadsOfOneProcessGive() throws IOException {
        try (var cluster = cluster()) {
            for (String job : List.of("prepare", "train", "recommend")) {
                cluster.submit(job, OPTIONS, words(job, folder)).good();
                assertSame(job);
            }
            assertThat(cluster.executorLogs(1)).contains("Finished task");
            assertThat(cluster.executorLogs(2)).contains("Finished task");
            String[] evaluate =
                    "evaluate --data IN/prepared --model IN/m.kindred --metrics ndcg@10,recall@20"
                            .replace("IN", expected.toString())
                            .split(" ");
            assertThat(cluster.submit("evaluate", OPTIONS, evaluate).good().output())
                    .startsWith("{\"algorithm\":\"item-knn\",\"metrics\":{\"ndcg@10\":0.")
                    .isEqualTo(JobRun.good(evaluate).out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "train", "recommend"})
    void aWorkerThatIsKilledInTheMiddleChangesNothing(String job) throws IOException {
        try (var cluster = cluster()) {
            Job running = cluster.submit(job, OPTIONS, words(job, folder));
            StandaloneCluster.await(
                    "tasks of the second worker",
                    () -> !running.runs() || finished(cluster.executorLogs(2)) >= 2);
            cluster.kill(2);
            int before = finished(cluster.executorLogs(1));
            assertThat(running.runs()).as("in the middle: %s", running.log()).isTrue();
            running.good();
            assertSame(job);
            assertThat(running.log()).contains("Lost executor");
            assertThat(finished(cluster.executorLogs(1)))
                    .as("tasks after the death of the other")
                    .isGreaterThan(before);
        }
    }

    @Test
    void wrongUsageIsToldByTheJarToo() throws IOException {
        try (var cluster = cluster()) {
            Job wrong = cluster.submit("wrong", OPTIONS, "train", "--algorithm", "slimm");
            assertThat(wrong.ended()).isEqualTo(2);
            assertThat(wrong.log()).contains("kindred spark: ").doesNotContain("\tat ");
        }
    }

    private static int finished(String log) {
        return (int)
                Arrays.stream(log.split("\n")).filter(x -> x.contains("Finished task")).count();
    }
}
