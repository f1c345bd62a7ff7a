package dev.kindred.server.engine;

import static dev.kindred.server.engine.ServedProject.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.model.ModelInfo;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import dev.kindred.store.StoreException;
import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong behind an answer. */
class AlwaysAnAnswerTest {
    @TempDir private Path folder;
    private ServedProject served;

    @BeforeEach
    void open() {
        served = new ServedProject(folder);
        served.items("a", "b", "c", "d");
        served.event("u", "a");
        served.event("v", "a");
        served.event("v", "b");
        served.event("w", "b");
        served.event("w", "c");
    }

    @AfterEach
    void close() {
        served.close();
    }

    /** A model that does what a test wants when it is asked. */
    private record Odd(IdIndex items, Runnable action) implements Model {
        @Override
        public ModelInfo info() {
            return new ModelInfo("odd", Map.of(), "", 0, "0");
        }

        @Override
        public void score(History history, float[] scores) {
            action.run();
        }

        @Override
        public void save(Tensors out) {
            throw new UnsupportedOperationException();
        }
    }

    private void publish(Runnable action) {
        Dataset data = served.data();
        var nice = new AtomicBoolean(true); // it passes the warm-up
        ModelRecord record = served.train("popular");
        Model model =
                new Odd(
                        data.items(),
                        () -> {
                            if (!nice.get()) {
                                action.run();
                            }
                        });
        served.workspace.publish(record, new ModelFile(model, data));
        nice.set(false);
    }

    @Test
    void aModelThatFailsIsLeftAlone() {
        publish(
                () -> {
                    throw new IllegalStateException("broken");
                });

        for (int k = 0; k < 10; k++) {
            RecommendationAnswer answer = served.answer("u", 10);
            assertThat(answer.degradations()).containsExactly(Degradation.MODEL_FAILED);
            assertThat(ids(answer)).startsWith("b").contains("c", "d").doesNotContain("a");
        }
    }

    @Test
    void aModelThatTakesTooLongIsNotWaitedFor() {
        PipelineSpec.Serving usual = PipelineSpec.Serving.DEFAULTS;
        var quick =
                new PipelineSpec.Serving(
                        usual.historyLength(),
                        false,
                        usual.maxItems(),
                        Duration.ofMillis(50),
                        usual.cacheTtl());
        served.workspace.change(ServedProject.spec(quick), 2);
        var never = new CountDownLatch(1);
        publish(
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("given up", e);
                    }
                });

        long start = System.nanoTime();
        RecommendationAnswer answer = served.answer("u", 10);

        assertThat(answer.degradations()).containsExactly(Degradation.TIMEOUT);
        assertThat(ids(answer)).startsWith("b");
        assertThat(answer.content().pipeline()).isEqualTo("p2");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aDamagedModelFileLeavesTheOldModelInService() throws IOException {
        served.publish("popular");
        ModelRecord next = served.train("item-knn");
        Path file = served.project.models().file(next.version());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> served.workspace.publish(next)).isInstanceOf(StoreException.class);

        assertThat(served.answer("u", 10).content().model()).isEqualTo(next.version() - 1);
        assertThat(served.project.models().active().version()).isEqualTo(next.version() - 1);
    }

    @Test
    void anotherServersModelIsTakenOver() throws IOException {
        served.publish("popular");
        ModelRecord next = served.train("item-knn");
        served.project.models().activate(next.version());

        assertThat(served.workspace.load()).isTrue();

        assertThat(served.answer("u", 10).content().model()).isEqualTo(next.version());
    }

    /** A store that can be switched off. */
    private static Project breakable(Project inner, AtomicBoolean down) {
        return (Project) broken(inner, Project.class, down);
    }

    private static Object broken(Object inner, Class<?> type, AtomicBoolean down) {
        InvocationHandler handler =
                (proxy, method, args) -> {
                    if (down.get() && !method.getName().equals("id")) {
                        throw new StoreException(StoreException.Reason.UNAVAILABLE, "switched off");
                    }
                    try {
                        Object part = method.invoke(inner, args);
                        boolean isPart = method.getReturnType().isInterface() && args == null;
                        return isPart ? broken(part, method.getReturnType(), down) : part;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return Proxy.newProxyInstance(
                AlwaysAnAnswerTest.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Test
    void answersWhileTheStoreIsDownAndRecovers() {
        served.publish("item-knn");
        var down = new AtomicBoolean();
        var cache = new MemoryCache(CacheSettings.builder().build());
        try (var workers = new Workers(2);
                var workspace =
                        new Workspace(
                                breakable(served.project, down),
                                PipelineSpec.defaults(),
                                served.clock,
                                new EngineSettings(cache, Duration.ofSeconds(1), workers))) {
            load(workspace);
            var request = RecommendationRequest.of("u", 10);
            RecommendationAnswer before = workspace.recommendations().answer(request);
            assertThat(before.isDegraded()).isFalse();

            down.set(true);
            for (int k = 0; k < 20; k++) {
                RecommendationAnswer answer = workspace.recommendations().answer(request);
                assertThat(answer.degradations()).containsExactly(Degradation.STORE_UNAVAILABLE);
                assertThat(answer.content()).isEqualTo(before.content());
                RecommendationAnswer stranger =
                        workspace.recommendations().answer(RecommendationRequest.of("x" + k, 3));
                assertThat(stranger.items()).isNotEmpty();
            }
            assertThat(workspace.isReady()).isFalse();

            down.set(false);
            long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (workspace.recommendations().answer(request).isDegraded()) {
                assertThat(System.nanoTime()).as("it must recover by itself").isLessThan(limit);
            }
        }
    }

    private static void load(Workspace workspace) {
        try {
            workspace.load();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aPipelineBesideTheCurrentOneAnswersWhomItIsChosenFor() throws IOException {
        served.publish("item-knn");
        ModelRecord other = served.train("popular");
        served.workspace.offer("p9", PipelineSpec.defaults(), other.version());
        served.workspace.choose(
                (request, visitor) ->
                        "v".equals(request.user())
                                ? new PipelineChoice.Choice("p9", new PipelineChoice.Arm("e1", "B"))
                                : PipelineChoice.Choice.CURRENT);

        RecommendationAnswer answer = served.answer("v", 5);
        assertThat(answer.content().pipeline()).isEqualTo("p9");
        assertThat(answer.content().model()).isEqualTo(other.version());
        assertThat(answer.arm()).isEqualTo(new PipelineChoice.Arm("e1", "B"));
        assertThat(served.answer("u", 5).content().pipeline()).isEqualTo("p1");
        assertThat(served.answer("u", 5).arm()).isNull();

        served.workspace.withdraw("p9");
        assertThat(served.answer("v", 5).content().pipeline()).isEqualTo("p1");
    }

    @Test
    void logsWhatWasShown() {
        served.publish("item-knn");

        RecommendationAnswer answer =
                served.answer(RecommendationRequest.builder().user("u").record(true).build());
        served.project.exposures().flush();

        assertThat(served.project.exposures().of(answer.recommendationId()))
                .singleElement()
                .satisfies(
                        shown -> {
                            assertThat(shown.items()).isEqualTo(ids(answer));
                            assertThat(shown.user()).isEqualTo("u");
                        });
    }

    @Test
    void forgetsAUserWhoWasErased() {
        served.publish("item-knn");
        assertThat(served.answer("w", 10).content().coldStart()).isFalse();

        served.project.persons().erase("w");
        served.workspace.forget("w");

        assertThat(served.answer("w", 10).content().coldStart()).isTrue();
    }
}
