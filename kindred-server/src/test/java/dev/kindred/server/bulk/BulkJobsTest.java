package dev.kindred.server.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.model.FitContext;
import dev.kindred.server.engine.ListedItem;
import dev.kindred.server.engine.RecommendationAnswer;
import dev.kindred.server.engine.RecommendationAnswer.Content;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.jobs.TestProject;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.server.training.Trainer;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.UserRecord;
import dev.kindred.store.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkJobsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long DAY = 86_400_000;

    @TempDir Path folder;
    private TestProject test;
    private Workspace workspace;
    private JobRunner runner;
    private final Recorder lists = new Recorder();

    @BeforeEach
    void open() {
        test = new TestProject(folder.resolve("data"));
        workspace =
                new Workspace(
                        test.project,
                        PipelineJson.read("{\"precompute\": {\"batch\": 2, \"length\": 3}}"),
                        test.clock);
    }

    @AfterEach
    void close() {
        if (runner != null) {
            runner.close();
        }
        test.close();
    }

    /**
     * Remembers what it was asked for; keeps a list for everybody whose id does not start with x.
     */
    private static final class Recorder implements ListMaker {
        final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch first = new CountDownLatch(1);
        int workers;

        @Override
        public int precompute(
                List<String> users, RecommendationRequest request, FitContext context) {
            batches.add(List.copyOf(users));
            lengths.add(request.limit());
            workers = context.threads();
            first.countDown();
            return (int) users.stream().filter(user -> !user.startsWith("x")).count();
        }

        @Override
        public List<RecommendationAnswer> answers(
                List<String> users, RecommendationRequest request) {
            batches.add(List.copyOf(users));
            lengths.add(request.limit());
            return users.stream().map(Recorder::answer).toList();
        }

        private static RecommendationAnswer answer(String user) {
            return RecommendationAnswer.of(
                    "r_1",
                    null,
                    Set.of(),
                    new Content(
                            user,
                            "p1",
                            1,
                            false,
                            null,
                            List.of(
                                    ListedItem.of("i,1", 0.5, "ials"),
                                    ListedItem.of("i\"2", Double.NaN, "popular")),
                            List.of()));
        }
    }

    private Job submit(JobHandler handler, String spec) throws IOException {
        runner = new JobRunner("default", test.project.jobs(), 5, new Semaphore(1)).with(handler);
        return runner.submit(handler.kind(), (ObjectNode) JSON.readTree(spec));
    }

    private JsonNode result(JobHandler handler, String spec) throws Exception {
        Job job = submit(handler, spec);
        Job ended = runner.await(job.id(), 20_000);
        assertThat(ended.state()).as(ended.message()).isEqualTo(State.DONE);
        return JSON.readTree(ended.result());
    }

    private void usersOfDifferentDays() {
        for (int user = 0; user < 5; user++) {
            test.event("u" + user, "i", "view", 1);
            test.pass(10 * DAY);
        }
        test.event("x", "i", "view", 1);
    }

    @Test
    void activeUsersComeInBatchesTheLastActiveFirst() throws Exception {
        usersOfDifferentDays(); // u4 10 days ago, u3 20, u2 30, u1 40
        JsonNode result = result(new Precompute(workspace, lists), "{}");
        assertThat(lists.batches).containsExactly(List.of("x", "u4"), List.of("u3", "u2"));
        assertThat(lists.lengths).containsExactly(3, 3);
        assertThat(lists.workers).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(result.get("users").asInt()).isEqualTo(4);
        assertThat(result.get("kept").asInt()).isEqualTo(3);
    }

    @Test
    void theSpecWinsOverThePipeline() throws Exception {
        usersOfDifferentDays();
        result(
                new Precompute(workspace, lists),
                "{\"activeDays\": 10, \"length\": 7, \"batch\": 1, \"workers\": 3}");
        assertThat(lists.batches).containsExactly(List.of("x"), List.of("u4"));
        assertThat(lists.lengths).containsExactly(7, 7);
        assertThat(lists.workers).isEqualTo(3);
        assertThatThrownBy(() -> submit(new Precompute(workspace, lists), "{\"length\": 0}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("length must be a whole number from 1 to 10000");
    }

    @Test
    void theRateIsKeptAndCancellingDoesNotWaitForIt() throws Exception {
        usersOfDifferentDays();
        long start = System.nanoTime();
        result(
                new Precompute(workspace, lists),
                "{\"activeDays\": 1000, \"batch\": 1000, \"usersPerSecond\": 5}");
        // 6 users at 5 a second: 5 at once, the sixth after one second
        assertThat(lists.batches).hasSize(2);
        assertThat(lists.batches.get(0)).hasSize(5);
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
        runner.close();
        var slow = new Recorder();
        Job job =
                submit(
                        new Precompute(workspace, slow),
                        "{\"activeDays\": 1000, \"batch\": 1, \"usersPerSecond\": 1}");
        assertThat(slow.first.await(20, TimeUnit.SECONDS)).isTrue();
        runner.cancel(job.id());
        assertThat(runner.await(job.id(), 20_000).state()).isEqualTo(State.CANCELLED);
        assertThat(slow.batches).hasSizeLessThan(6);
    }

    @Test
    void listsAreMadeAfterEachTrainingIfThePipelineSaysSo() throws Exception {
        twoUsers();
        for (boolean enabled : new boolean[] {false, true}) {
            String pipeline = "{\"precompute\": {\"enabled\": %s}}".formatted(enabled);
            var served = new Workspace(test.project, PipelineJson.read(pipeline), test.clock);
            runner =
                    new JobRunner("default", test.project.jobs(), 5, new Semaphore(1))
                            .with(new Trainer(served, folder, 2, (record, file) -> {}))
                            .with(new Precompute(served, lists));
            runner.listener(Precompute.afterTraining(served, runner));
            runner.await(runner.submit(Trainer.KIND).id(), 20_000);
            boolean made = lists.first.await(enabled ? 20 : 0, TimeUnit.SECONDS);
            assertThat(made).isEqualTo(enabled);
            runner.close();
        }
    }

    private void twoUsers() {
        test.event("u0", "i", "view", 1);
        test.event("u1", "j", "view", 1);
    }

    @Test
    void theListsOfAllUsersAreWritten() throws Exception {
        usersOfDifferentDays();
        test.project.users().put(List.of(new UserRecord("described", "{}")));
        Path exports = folder.resolve("exports");
        JsonNode result = result(new BatchLists(workspace, lists, exports), "{\"length\": 2}");
        assertThat(lists.batches.stream().flatMap(List::stream))
                .containsExactly("u0", "u1", "u2", "u3", "u4", "x", "described");
        List<String> lines = Files.readAllLines(exports.resolve(result.get("file").asText()));
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"user\":\"u0\",\"items\":[{\"item\":\"i,1\",\"score\":0.5,\"source\":\"ials\"},{\"item\":\"i\\\"2\",\"source\":\"popular\"}]}");
        assertThat(result.get("bytes").asLong())
                .isEqualTo(Files.size(exports.resolve(result.get("file").asText())));
        runner.close();
        result = result(new BatchLists(workspace, lists, exports), "{\"format\": \"csv\"}");
        lines = Files.readAllLines(exports.resolve(result.get("file").asText()));
        assertThat(lines.subList(0, 3))
                .containsExactly(
                        "user,rank,item,score,source",
                        "u0,1,\"i,1\",0.5,ials",
                        "u0,2,\"i\"\"2\",,popular");
        assertThatThrownBy(
                        () ->
                                submit(
                                        new BatchLists(workspace, lists, exports),
                                        "{\"length\": 1001}"))
                .hasMessageContaining("pipeline.serving.maxItems");
    }

    @Test
    void aFileThatIsNotWholeIsNotThere() throws Exception {
        usersOfDifferentDays();
        Path exports = folder.resolve("exports");
        var broken =
                new BatchLists(
                        workspace,
                        new ListMaker() {
                            @Override
                            public int precompute(
                                    List<String> users,
                                    RecommendationRequest request,
                                    FitContext context) {
                                return 0;
                            }

                            @Override
                            public List<RecommendationAnswer> answers(
                                    List<String> users, RecommendationRequest request) {
                                if (users.contains("u2")) {
                                    throw new IllegalArgumentException("no");
                                }
                                return lists.answers(users, request);
                            }
                        },
                        exports);
        Job job = submit(broken, "{}");
        assertThat(runner.await(job.id(), 20_000).state()).isEqualTo(State.FAILED);
        try (var files = Files.list(exports)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void eventsItemsAndUsersAreWritten() throws Exception {
        test.project
                .events()
                .append(
                        List.of(
                                new Event("e1", "u", "i", "buy", 2, 1500, "s", "r_1"),
                                Event.of("ü", "i", "view", 1, Long.MIN_VALUE)),
                        WriteMode.ADD);
        test.project.events().append(List.of(Event.of("u", "j", "rating", 4.5, 0)), WriteMode.SET);
        test.project.users().put(List.of(new UserRecord("u", "{\"age\":7}")));
        test.project
                .items()
                .put(
                        List.of(
                                new ItemRecord(
                                        "i",
                                        "A, title",
                                        null,
                                        null,
                                        List.of("a", "b"),
                                        "{}",
                                        "{\"n\":[1]}",
                                        new float[] {0.5f, 1},
                                        1000L,
                                        null,
                                        true)));
        Path exports = folder.resolve("exports");
        assertThat(lines(exports, "{\"what\": \"events\"}"))
                .containsExactly(
                        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"buy\",\"value\":2.0,\"time\":\"1970-01-01T00:00:01.500Z\",\"session\":\"s\",\"recommendationId\":\"r_1\",\"id\":\"e1\"}",
                        "{\"user\":\"ü\",\"item\":\"i\",\"type\":\"view\",\"value\":1.0}",
                        "{\"user\":\"u\",\"item\":\"j\",\"type\":\"rating\",\"value\":4.5,\"time\":\"1970-01-01T00:00:00Z\",\"overwrites\":true}");
        assertThat(lines(exports, "{\"what\": \"users\", \"format\": \"csv\"}"))
                .containsExactly("id,attributes", "u,\"{\"\"age\"\":7}\"");
        assertThat(lines(exports, "{\"what\": \"items\"}"))
                .containsExactly(
                        "{\"id\":\"i\",\"title\":\"A, title\",\"categories\":[\"a\",\"b\"],\"groups\":{},\"attributes\":{\"n\":[1]},\"embedding\":[0.5,1.0],\"availableFrom\":\"1970-01-01T00:00:01Z\",\"hidden\":true}");
        assertThatThrownBy(() -> lines(exports, "{\"what\": \"evnts\"}"))
                .hasMessageContaining("did you mean \"events\"");
        assertThatThrownBy(() -> lines(exports, "{\"wat\": \"events\"}"))
                .hasMessageContaining("did you mean \"what\"");
    }

    private List<String> lines(Path exports, String spec) throws Exception {
        JsonNode result = result(new DataExport(test.project, exports), spec);
        runner.close();
        return Files.readAllLines(exports.resolve(result.get("file").asText()));
    }
}
