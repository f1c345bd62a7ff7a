package dev.kindred.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.jobs.TestProject;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.store.Event;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.WriteMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationJobTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder;
    private TestProject test;
    private JobRunner runner;

    @BeforeEach
    void open() {
        test = new TestProject(folder);
        var workspace =
                new Workspace(
                        test.project,
                        PipelineJson.read(
                                "{\"models\": [\"item-knn\", \"popular\"], \"blend\": {\"weights\": [1, 1]}}"),
                        test.clock);
        runner =
                new JobRunner("default", test.project.jobs(), 5, new Semaphore(1))
                        .with(new EvaluationJob(workspace));
    }

    @AfterEach
    void close() {
        runner.close();
        test.close();
    }

    private Job run(String spec) throws Exception {
        Job job = runner.submit(EvaluationJob.KIND, (ObjectNode) JSON.readTree(spec));
        return runner.await(job.id(), 60_000);
    }

    /** Everybody of a taste takes the items of one half, in the same order; time goes on. */
    private void twoTastes(long step) {
        var events = new ArrayList<Event>();
        for (int item = 0; item < 12; item++) {
            for (int user = 0; user < 40; user++) {
                String id = (user % 2 == 0 ? "a" : "b") + (item + user / 2 % 3);
                long time = step == 0 ? Long.MIN_VALUE : TestProject.START + item * step + user;
                events.add(Event.of("u" + user, id, "view", 1, time));
            }
        }
        test.project.events().append(events, WriteMode.ADD);
    }

    @Test
    void modelsThePipelineAndPopularityAreMeasured() throws Exception {
        twoTastes(1000);
        Job job = run("{}");
        assertThat(job.state()).as(job.message()).isEqualTo(State.DONE);
        JsonNode result = JSON.readTree(job.result());
        assertThat(result.get("split").asText()).isEqualTo("time:0.8");
        assertThat(result.get("algorithms"))
                .extracting(row -> row.get("algorithm").asText())
                .containsExactly("item-knn", "popular", "pipeline");
        JsonNode knn = result.get("algorithms").get(0);
        assertThat(knn.get("metrics").get("ndcg@10").asDouble()).isBetween(0.05, 1.0);
        assertThat(knn.get("intervals").get("ndcg@10")).hasSize(2);
        assertThat(knn.get("users").asInt()).isEqualTo(40);
        assertThat(knn.get("metrics").has("intervals")).isFalse();
    }

    @Test
    void whatIsAskedForIsMeasured() throws Exception {
        twoTastes(0);
        Job job =
                run(
                        """
                        {"algorithms": ["random", {"algorithm": "ials", "settings": {"factors": 4}}],
                         "metrics": ["recall@5"]}
                        """);
        JsonNode result = JSON.readTree(job.result());
        assertThat(result.get("split").asText()).as("there are no times").isEqualTo("user:0.2");
        assertThat(result.get("algorithms"))
                .extracting(row -> row.get("algorithm").asText())
                .containsExactly("random", "ials(factors=4)");
        assertThat(result.get("algorithms").get(1).get("metrics").size()).isEqualTo(1);
        assertThat(result.get("algorithms").get(1).get("metrics").get("recall@5").asDouble())
                .isGreaterThan(
                        result.get("algorithms").get(0).get("metrics").get("recall@5").asDouble());
    }

    @Test
    void anotherPipelineIsMeasuredBesideThePresentOne() throws Exception {
        twoTastes(1000);
        Job job = run("{\"pipeline\": {\"models\": [\"item-knn\"]}, \"split\": \"last:2\"}");
        JsonNode rows = JSON.readTree(job.result()).get("algorithms");
        assertThat(rows)
                .extracting(row -> row.get("algorithm").asText())
                .containsExactly("present pipeline", "proposed pipeline");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() throws Exception {
        assertThat(run("{}").message())
                .isEqualTo("nothing to measure with: there are no events yet");
        test.event("u", "i", "view", 1);
        assertThat(run("{\"split\": \"last:1\"}").message())
                .startsWith("the split last:1 of 1 interactions leaves nothing");
        assertThatThrownBy(() -> run("{\"algorithms\": [\"itemknn\"]}"))
                .hasMessageContaining("did you mean \"item-knn\"");
        assertThatThrownBy(() -> run("{\"split\": \"tiem:0.8\"}"))
                .hasMessageContaining("did you mean \"time\"");
        assertThatThrownBy(() -> run("{\"metrics\": \"ndgc@10\"}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run("{\"algorithm\": \"ease\"}"))
                .hasMessageContaining("an evaluation has no key \"algorithm\"");
    }
}
