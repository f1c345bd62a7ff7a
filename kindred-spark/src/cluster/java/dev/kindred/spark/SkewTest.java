package dev.kindred.spark;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * One user with five million events, an item that everybody has, rows that are none and files
 * without any: all is handled and told, and no task takes long where its neighbours do not.
 */
class SkewTest {
    private static final int FILES = 12;
    private static final int OF_ONE_USER = 5_000_000;
    private static final int USERS = 20_000;
    private static final int PER_USER = 30;
    private static final int ITEMS = 20_000;
    private static final int BAD_ROWS = 600;
    private static final int TASKS = 12;

    private static final String PARTITIONS = "spark.sql.shuffle.partitions";

    /**
     * Stages with less to do are mostly starts and ends of tasks, and so are shorter tasks. Shares
     * of all processor time, so that a faster machine judges the same stages.
     */
    private static final double WORTH_A_LOOK = 0.03; // of the time of all stages

    private static final double SHORT = 0.01;
    private static final double MOST_TIMES_THE_MEDIAN = 3;

    @TempDir private Path folder;

    /** Rows of the one user and of the others, dealt to the files. */
    private void writeEvents() throws IOException {
        Path events = Files.createDirectory(folder.resolve("events"));
        var random = new Random(3);
        for (int file = 0; file < FILES; file++) {
            try (var out =
                    new PrintWriter(
                            events.resolve("part" + file + ".csv").toFile(),
                            StandardCharsets.UTF_8)) {
                out.println("user,item,value,time");
                for (int k = file; k < OF_ONE_USER; k += FILES) {
                    out.println("whale,i" + item(random) + ",1," + (1_600_000_000 + k));
                }
                for (int k = file; k < USERS * PER_USER; k += FILES) {
                    int user = k / PER_USER;
                    int item = k % PER_USER == 0 ? 0 : item(random);
                    out.println("u" + user + ",i" + item + ",1," + (1_600_000_000 + k));
                }
                for (int k = file; k < BAD_ROWS; k += FILES) {
                    out.println(k % 2 == 0 ? "u1,,1,1600000000" : "u1,i1,much,1600000000");
                }
            }
        }
        Files.writeString(events.resolve("empty.csv"), "");
        Files.writeString(events.resolve("header.csv"), "user,item,value,time\n");
    }

    private static int item(Random random) {
        return (int) (ITEMS * random.nextDouble() * random.nextDouble());
    }

    private String[] words(String line) {
        return line.replace("IN", folder.toString()).split(" ");
    }

    @BeforeEach
    void writeEventsForManyTasks() throws IOException {
        writeEvents();
        System.setProperty(PARTITIONS, Integer.toString(TASKS)); // as spark-submit hands it over
        LocalSpark.session().conf().set(PARTITIONS, TASKS);
    }

    @AfterEach
    void fewTasksAgain() {
        System.clearProperty(PARTITIONS);
        LocalSpark.session().conf().set(PARTITIONS, 2);
    }

    /** The stages with several tasks and something to do in some work, and the time of all. */
    private static Work stages(Runnable work) {
        var context = LocalSpark.session().sparkContext();
        var times = new TaskTimes();
        context.addSparkListener(times);
        try {
            work.run();
            context.listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            context.removeSparkListener(times);
        }
        List<TaskTimes.Stage> all = times.stages();
        double sum = all.stream().mapToDouble(TaskTimes.Stage::sum).sum();
        List<TaskTimes.Stage> large =
                all.stream()
                        .filter(stage -> stage.tasks() >= 4 && stage.sum() >= WORTH_A_LOOK * sum)
                        .toList();
        return new Work(large, sum);
    }

    /** Stages, and the processor time of these and all others. */
    private record Work(List<TaskTimes.Stage> stages, double seconds) {
        boolean straggles(TaskTimes.Stage stage) {
            return stage.longest() > SHORT * seconds
                    && stage.longest() > MOST_TIMES_THE_MEDIAN * stage.median();
        }
    }

    @Test
    void noTaskTakesThreeTimesTheMedian(TestReporter reporter) {
        Work work = stages(this::runJobs);
        work.stages().forEach(stage -> reporter.publishEntry(stage.toString()));
        assertThat(work.stages()).hasSizeGreaterThan(3).noneMatch(work::straggles);
    }

    private void runJobs() {
        JobRun.of(words("prepare --data IN/events --split last:1 -o IN/p"))
                .bad(1, "rejected 300: the item is empty", "rejected 300: the value is not a");
        String blocks = " --blocks " + TASKS;
        JobRun.good(words("train --data IN/p -a rp3beta -o IN/rp3beta" + blocks));
        JobRun.good(words("train --data IN/p -a item-knn -o IN/item-knn" + blocks));
        JobRun.good(words("train --data IN/p -a ials --set factors=16 --set epochs=3 -o IN/ials"));
        JobRun.good(words("recommend --data IN/p --model IN/rp3beta -n 10 -o IN/lists"));
        JobRun.good(words("evaluate --data IN/p --model IN/ials"));
    }

    /** What the test above would see if events were moved by user before they are counted. */
    @Test
    void eventsMovedByUserWouldStraggle() {
        Work work =
                stages(
                        () ->
                                LocalSpark.session()
                                        .read()
                                        .option("header", true)
                                        .csv(folder.resolve("events").toString())
                                        .groupBy("user")
                                        .agg(sort_array(collect_list("item")).as("items"))
                                        .filter("size(items) > 1")
                                        .count());
        assertThat(work.stages()).anyMatch(work::straggles);
    }
}
