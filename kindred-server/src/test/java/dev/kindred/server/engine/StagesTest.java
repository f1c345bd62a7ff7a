package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.engine.Stages.Stage;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {
    private final List<Stage> told = new CopyOnWriteArrayList<>();

    private void tell(Stage stage, long nanos) {
        assertThat(nanos).isNotNegative();
        told.add(stage);
    }

    @Test
    void everyStageOfAnAnswerIsTold(@TempDir Path folder) throws Exception {
        var cache = new MemoryCache(CacheSettings.builder().build());
        try (var served = new ServedProject(folder);
                var workers = new Workers(1)) {
            served.items("a", "b", "c");
            served.event("ann", "a");
            served.event("bob", "a");
            served.event("bob", "b");
            served.publish("item-knn");
            var settings = new EngineSettings(cache, null, workers).with(this::tell);
            try (var workspace =
                    new Workspace(
                            served.project, PipelineSpec.defaults(), served.clock, settings)) {
                workspace.load();
                RecommendationRequest request =
                        RecommendationRequest.builder()
                                .user("ann")
                                .limit(2)
                                .rerank(List.of("cap:1:title"))
                                .build();
                told.clear();
                RecommendationAnswer first = workspace.recommendations().answer(request);
                assertThat(told)
                        .as(first.degradations().toString())
                        .containsExactly(Stage.HISTORY, Stage.RERANK, Stage.RANK, Stage.FINISH);
                told.clear();
                workspace.recommendations().answer(request);
                assertThat(told).containsExactly(Stage.HISTORY, Stage.CACHE);
            }
        }
    }
}
