package dev.kindred.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.advise.Suggested.Task;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.Algorithms;
import dev.kindred.testkit.Datasets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static List<Suggested> suggest(Dataset data) {
        var log = new InteractionLog();
        for (int user = 0; user < data.users().size(); user++) {
            for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
                log.add(
                        data.users().id(user),
                        data.items().id(data.byUser().column(k)),
                        "rating",
                        data.byUser().value(k),
                        data.time(k));
            }
        }
        return Advisor.suggest(DataProfile.of(log, data, Long.MAX_VALUE));
    }

    private static List<String> names(Dataset data, Task task) {
        return suggest(data).stream()
                .filter(one -> one.task() == task)
                .map(Suggested::algorithm)
                .toList();
    }

    @Test
    void richBehaviourGetsPersonalModelsBeforePopularity() {
        List<String> lists = names(Datasets.twoTastes(40), Task.LISTS);
        assertThat(lists.indexOf("item-knn")).isBetween(0, lists.indexOf("popular") - 1);
        assertThat(names(Datasets.twoTastes(40), Task.RATINGS)).isEmpty(); // every value is 1
    }

    @Test
    void littleBehaviourGetsPopularityFirst() {
        Dataset data = Datasets.of("a x 1 b y 1 c x 1 d z 1 e x 1");
        assertThat(names(data, Task.LISTS).get(0)).isEqualTo("popular");
    }

    @Test
    void ratingsGetRatingPredictorsAsWellAndTheBiasModelLast() {
        List<String> ratings = names(Datasets.random(1, 60, 30, 900), Task.RATINGS);
        assertThat(ratings).contains("user-knn", "item-knn").endsWith("bias");
    }

    @Test
    void aLongTimeSpanGetsAHalfLife() {
        var log = new InteractionLog();
        log.add("a", "x", "view", 1, 0);
        log.add("b", "x", "view", 1, 365L * 86_400_000);
        Dataset data = new DatasetBuilder().build(log);
        Suggested popular = Advisor.suggest(DataProfile.of(log, data, Long.MAX_VALUE)).get(0);
        assertThat(popular.algorithm()).isEqualTo("popular");
        assertThat(popular.settings()).containsEntry("halfLife", "37"); // a tenth of 365 days
    }

    @Test
    void everySuggestionCanBeTrained() {
        for (Suggested one : suggest(Datasets.random(1, 60, 30, 900))) {
            assertThat(Algorithms.create(one.algorithm(), null, one.settings())).isNotNull();
        }
    }

    @Test
    void noDataGetsNoSuggestion() {
        var log = InteractionLog.of(new Interaction("a", "x", "view", 0, 0));
        Dataset data = new DatasetBuilder().weight("view", 0).build(log);
        assertThat(Advisor.suggest(DataProfile.of(log, data, 0))).isEmpty();
    }
}
