package dev.kindred.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.ModelFile;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.jobs.TestProject;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Event;
import dev.kindred.store.Events.Filter;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.WriteMode;
import dev.kindred.testkit.ExternalData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder;
    private TestProject test;
    private JobRunner runner;
    private final List<ModelFile> published = new ArrayList<>();

    @BeforeEach
    void open() {
        test = new TestProject(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        if (runner != null) {
            runner.close();
        }
        test.close();
    }

    private Job train(String pipeline) throws InterruptedException {
        return train(pipeline, (record, file) -> published.add(file));
    }

    private Job train(String pipeline, Publisher publisher) throws InterruptedException {
        var workspace = new Workspace(test.project, PipelineJson.read(pipeline), test.clock);
        if (runner != null) {
            runner.close();
        }
        runner =
                new JobRunner("default", test.project.jobs(), 5, new Semaphore(1))
                        .with(new Trainer(workspace, folder.resolve("work"), 2, publisher));
        return runner.await(runner.submit(Trainer.KIND).id(), 60_000);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** Users of two tastes: everybody has all items of one half but one. */
    private void twoTastes(int users) {
        var events = new ArrayList<Event>();
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < 12; item++) {
                if (item != user / 2 % 12) {
                    String id = (user % 2 == 0 ? "a" : "b") + item;
                    events.add(
                            Event.of("u" + user, id, "view", 1, TestProject.START + item * 7 % 5));
                }
            }
        }
        test.project.events().append(events, WriteMode.ADD);
    }

    @Test
    void withoutEventsItWaitsAndSaysSo() throws Exception {
        Job job = train("{}");
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.message()).isEqualTo("nothing trained: there are no events yet");
        assertThat(test.project.models().list()).isEmpty();
    }

    @Test
    void eventsThatDoNotCountAreNamed() throws Exception {
        test.event("u", "i", "contact", 1);
        test.event("u", "j", "contact", 1);
        Job job = train("{\"events\": {\"types\": {\"buy\": 5, \"view\": 1}, \"others\": 0}}");
        assertThat(job.message())
                .startsWith(
                        "nothing trained: 0 of 2 events say what users like: the pipeline counts buy, view, and there are contact (2).");
    }

    @Test
    void theFirstEventTrainsWhatIsPopular() throws Exception {
        test.event("u", "i", "view", 1);
        Job job = train("{}");
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.result()).contains("nothing can be learnt yet but what is popular");
        ModelRecord active = test.project.models().active();
        assertThat(active.algorithm()).isEqualTo("popular");
        assertThat(published).hasSize(1);
        assertThat(published.get(0).dataset().items().ids()).containsExactly("i");
    }

    @Test
    void smallDataAreTrainedWithoutAComparison() throws Exception {
        twoTastes(6);
        Job job = train("{}");
        assertThat(job.message())
                .isEqualTo(
                        "version 1 is in service; not compared with popularity: 6 users have two items or more; from 20 on models are compared with popularity");
        assertThat(test.project.models().active().algorithm()).isEqualTo("hybrid");
    }

    @Test
    void theModelIsStoredWithItsFiguresAndTakenIntoService() throws Exception {
        twoTastes(60);
        test.project.items().put(List.of(ItemRecord.of("new", "Unheard of")));
        Job job = train("{\"models\": [\"item-knn\"]}");
        assertThat(job.state()).as(job.message()).isEqualTo(State.DONE);
        ModelRecord active = test.project.models().active();
        assertThat(active.version()).isEqualTo(1);
        JsonNode metrics = json(active.metrics());
        assertThat(metrics.get("users").asInt()).isEqualTo(60);
        assertThat(metrics.get("ndcg@10").asDouble())
                .isGreaterThan(metrics.get("popular").get("ndcg@10").asDouble());
        assertThat(metrics.get("intervals").get("ndcg@10")).hasSize(2);
        JsonNode info = json(active.info());
        assertThat(info.get("events").asInt()).isEqualTo(60 * 11);
        assertThat(info.get("sequence").asLong()).isEqualTo(60 * 11);
        assertThat(info.get("items").asInt()).isEqualTo(25);
        assertThat(info.get("itemsWithEvents").asInt()).isEqualTo(24);
        assertThat(info.get("covered").asDouble()).isEqualTo(1);
        assertThat(PipelineJson.read(info.get("pipeline")).models().get(0).algorithm())
                .isEqualTo("item-knn");
        ModelFile stored = ModelFile.read(test.project.models().file(1));
        assertThat(stored.dataset().users().size()).isEqualTo(60);
        assertThat(stored.dataset().itemAttributes().of("new").text("title"))
                .isEqualTo("Unheard of");
        try (var files = Files.list(folder.resolve("work"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aModelWorseThanPopularityIsRejectedAndTheOldOneStays() throws Exception {
        var events = new ArrayList<Event>(); // everybody ends with the hit; ratings are of no use
        for (int user = 0; user < 80; user++) {
            for (int n = 0; n < 3; n++) {
                events.add(Event.of("u" + user, "x" + (user * 5 + n * 31) % 200, "view", 1, n));
            }
            if (user % 4 != 0) {
                events.add(Event.of("u" + user, "hit", "view", 1, user % 3 == 0 ? -1 : 9));
            }
        }
        test.project.events().append(events, WriteMode.ADD);
        assertThat(train("{\"models\": [\"popular\"]}").state()).isEqualTo(State.DONE);
        Job job = train("{\"models\": [\"random\"]}");
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.message())
                .startsWith(
                        "rejected: random is worse than popularity on the last events of 80 users (nDCG@10 ")
                .contains("the model before it stays in service");
        JsonNode result = json(job.result());
        assertThat(result.get("trained").asBoolean()).isFalse();
        assertThat(result.get("metrics").get("difference").get("interval").get(1).asDouble())
                .isNegative();
        assertThat(test.project.models().list()).hasSize(1);
        assertThat(test.project.models().active().algorithm()).isEqualTo("popular");
        assertThat(published).hasSize(1);
    }

    @Test
    void whenAnItemWasStoredIsNotLearnt() throws Exception {
        twoTastes(30);
        test.project.items().put(List.of(ItemRecord.of("a1", "A"), ItemRecord.of("gone", "G")));
        test.project.items().delete("gone");
        assertThat(train("{}").state()).isEqualTo(State.DONE);
        Dataset data = published.get(0).dataset();
        assertThat(data.itemAttributes().fields()).containsExactly("title");
        assertThat(data.items().contains("gone")).isFalse();
    }

    @Test
    void weightsNegativesAndRetentionDecideWhatIsLearnt() throws Exception {
        test.event("u1", "old", "view", 1);
        test.pass(40L * 86_400_000);
        test.event("u1", "a", "view", 2);
        test.event("u1", "a", "buy", 1);
        test.event("u1", "b", "view", 1);
        test.event("u1", "b", "return", 1);
        test.event("u2", "b", "view", 1);
        test.event("u2", "c", "noise", 1);
        train(
                """
                {"models": ["item-knn"], "retention": {"eventDays": 30},
                 "events": {"types": {"view": 1, "buy": 10, "return": {"negative": true}},
                            "others": 0}}
                """);
        var data = published.get(0).dataset();
        assertThat(data.users().ids()).containsExactly("u1", "u2");
        assertThat(data.items().ids()).containsExactly("a", "b");
        assertThat(data.history(0).item(0)).isZero();
        assertThat(data.history(0).value(0)).isEqualTo(12); // 2 x 1 + 1 x 10
        assertThat(data.history(0).size()).isEqualTo(1);
    }

    @Test
    void aModelThatCannotBeTakenIntoServiceIsNotActivated() throws Exception {
        twoTastes(4);
        Job job =
                train(
                        "{\"models\": [\"popular\"]}",
                        (record, file) -> {
                            throw new IllegalArgumentException("no");
                        });
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(test.project.models().active()).isNull();
    }

    @Test
    void dataThatNameAnErasedUserAreOutdated() throws Exception {
        twoTastes(30);
        PipelineSpec pipeline = PipelineJson.read("{\"models\": [\"popular\"]}");
        TrainingData before = TrainingData.read(test.project, pipeline, test.now.get());
        test.project.persons().erase("u3");
        assertThat(before.isOutdated(test.project)).isTrue();
        TrainingData after = TrainingData.read(test.project, pipeline, test.now.get());
        assertThat(after.isOutdated(test.project)).isFalse();
        test.project.events().delete(new Filter("u4", "a0", null));
        assertThat(after.isOutdated(test.project)).as("u4 is still there").isFalse();
    }

    @Test
    void learntWeightsAreTakenOverNotLearntTwice() throws Exception {
        twoTastes(80);
        train(
                "{\"models\": [\"item-knn\", \"popular\", {\"algorithm\": \"ials\", \"settings\": {\"factors\": 4}}]}");
        JsonNode info = json(test.project.models().active().info());
        String weights = info.get("config").get("weights").asText();
        assertThat(weights.split(",")).hasSize(3);
        double sum = 0;
        for (String weight : weights.split(",")) {
            sum += Double.parseDouble(weight);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void oldVersionsAreRemovedButNotTheActiveOne() throws Exception {
        twoTastes(4);
        for (int n = 1; n <= 3; n++) {
            test.event("extra" + n, "a1", "view", 1);
            train("{\"models\": [\"popular\"]}");
        }
        assertThat(test.project.models().list())
                .extracting(ModelRecord::version)
                .containsExactly(3L, 2L);
        assertThat(test.project.models().active().version()).isEqualTo(3);
        assertThat(test.project.models().rollBack().version()).isEqualTo(2);
    }

    @Test
    void movielensIsTrainedAndBeatsPopularity() throws Exception {
        InteractionLog log =
                InteractionFiles.read(
                                ExternalData.movielensSmall("ratings.csv.gz").toString(),
                                ReadOptions.defaults())
                        .log();
        var events = new ArrayList<Event>();
        for (Interaction each : log) {
            events.add(Event.of(each.user(), each.item(), "rating", each.value(), each.time()));
        }
        test.project.events().append(events.subList(0, 50_000), WriteMode.ADD);
        test.project.events().append(events.subList(50_000, events.size()), WriteMode.ADD);
        Job job = train("{\"models\": [\"item-knn\"]}");
        assertThat(job.state()).as(job.message()).isEqualTo(State.DONE);
        JsonNode metrics = json(test.project.models().active().metrics());
        assertThat(metrics.get("users").asInt()).isEqualTo(671);
        assertThat(metrics.get("difference").get("interval").get(0).asDouble()).isPositive();
        assertThat(published.get(0).dataset().size()).isEqualTo(events.size());
    }
}
