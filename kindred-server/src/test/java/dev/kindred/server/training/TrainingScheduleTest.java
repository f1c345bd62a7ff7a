package dev.kindred.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.jobs.JobFailure;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.jobs.TestProject;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.store.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingScheduleTest {
    private static final long HOUR = 3_600_000;

    @TempDir Path folder;
    private TestProject test;
    private JobRunner runner;
    private TrainingSchedule schedule;
    private boolean fails;

    @BeforeEach
    void open() {
        test = new TestProject(folder);
        runner =
                new JobRunner("default", test.project.jobs(), 5, new Semaphore(1))
                        .with(new NotesWhatThereIs());
        schedule("{\"training\": {\"every\": \"6h\", \"afterEvents\": 100}}");
    }

    private void schedule(String pipeline) {
        schedule =
                new TrainingSchedule(
                        new Workspace(test.project, PipelineJson.read(pipeline), test.clock),
                        runner);
    }

    @AfterEach
    void close() {
        runner.close();
        test.close();
    }

    /** A training that learns all there is, or fails. */
    private final class NotesWhatThereIs implements JobHandler {
        @Override
        public String kind() {
            return Trainer.KIND;
        }

        @Override
        public ObjectNode run(JobContext context) {
            if (fails) {
                throw new JobFailure("no");
            }
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("sequence", test.project.versions().sequence())
                    .put("events", test.project.events().count());
        }
    }

    private void events(int count) {
        for (int n = 0; n < count; n++) {
            test.event("u", "i" + n, "view", 1);
        }
    }

    /** Ticks, and waits for the training if there is one. */
    private boolean trains() throws InterruptedException {
        Job job = schedule.tick();
        if (job != null) {
            runner.await(job.id(), 20_000);
        }
        return job != null;
    }

    @Test
    void theFirstEventTrainsThenTheSecondThenTheFourth() throws Exception {
        assertThat(trains()).isFalse();
        events(1);
        assertThat(trains()).isTrue();
        assertThat(trains()).as("nothing new").isFalse();
        events(1);
        assertThat(trains()).as("10 seconds have not passed").isFalse();
        test.pass(10_000);
        assertThat(trains()).isTrue();
        test.pass(10_000);
        events(1);
        assertThat(trains()).as("2 are known, 1 is new").isFalse();
        events(1);
        assertThat(trains()).isTrue();
    }

    @Test
    void manyEventsTrainAndSoDoesTime() throws Exception {
        events(300);
        assertThat(trains()).isTrue();
        test.pass(HOUR);
        events(99);
        assertThat(schedule.due()).isNull();
        events(1);
        assertThat(schedule.due()).isEqualTo("100 new events");
        assertThat(trains()).isTrue();
        test.pass(6 * HOUR);
        assertThat(schedule.due()).as("no new event").isNull();
        events(1);
        assertThat(schedule.due()).isEqualTo("6h since the last training, 1 new events");
    }

    @Test
    void neitherTimeNorEventsTrainIfThePipelineSaysSo() throws Exception {
        schedule("{\"training\": {\"every\": \"never\", \"afterEvents\": 0}}");
        events(500);
        test.pass(1000 * HOUR);
        assertThat(trains()).isFalse();
    }

    @Test
    void failuresAreTriedAgainLaterAndLater() throws Exception {
        fails = true;
        events(1);
        assertThat(trains()).isTrue();
        for (long minutes : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            test.pass(minutes * 60_000 - 1);
            assertThat(trains()).as("%d minutes", minutes).isFalse();
            test.pass(1);
            assertThat(trains()).as("%d minutes", minutes).isTrue();
        }
        fails = false;
        test.pass(HOUR);
        assertThat(trains()).isTrue();
    }

    @Test
    void upkeepRemovesOldJobsAndEventsOnceAnHour() throws Exception {
        events(1);
        assertThat(trains()).isTrue();
        var workspace =
                new Workspace(
                        test.project,
                        PipelineJson.read("{\"retention\": {\"eventDays\": 20}}"),
                        test.clock);
        Path exports = Files.createDirectory(folder.resolve("exports"));
        Path file = Files.writeString(exports.resolve("lists.csv"), "user\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(TestProject.START));
        var upkeep = new Upkeep(workspace, 30, exports);
        assertThat(upkeep.tick()).isTrue();
        assertThat(upkeep.tick()).isFalse();
        test.pass(25 * 24 * HOUR);
        test.event("u", "fresh", "view", 1);
        assertThat(upkeep.tick()).isTrue();
        assertThat(test.project.events().count()).isEqualTo(1);
        assertThat(test.project.jobs().list(10)).hasSize(1);
        assertThat(file).exists();
        test.pass(6 * 24 * HOUR);
        assertThat(upkeep.tick()).isTrue();
        assertThat(test.project.jobs().list(10)).isEmpty();
        assertThat(file).doesNotExist();
    }
}
