package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.baseline.BiasConfig;
import dev.kindred.baseline.BiasProvider;
import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.factor.IalsConfig;
import dev.kindred.factor.IalsProvider;
import dev.kindred.io.DataException;
import dev.kindred.knn.Center;
import dev.kindred.knn.ItemKnn;
import dev.kindred.knn.ItemKnnConfig;
import dev.kindred.knn.ItemKnnProvider;
import dev.kindred.knn.Mode;
import dev.kindred.knn.UserKnnConfig;
import dev.kindred.knn.UserKnnProvider;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.SearchRange;
import dev.kindred.testkit.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunerTest {
    private static final FitContext CONTEXT = new FitContext(7, 2);
    private static final Dataset DATA = Datasets.random(1, 80, 40, 1500);
    private static final ItemKnnProvider KNN = new ItemKnnProvider();

    @TempDir private Path folder;

    private static Tuner.Builder knn() {
        return Tuner.of(DATA, KNN, KNN.defaults()).trials(12);
    }

    @Test
    void theValueOfATrialIsWhatAnEvaluationOnTheValidationSplitMeasures() throws IOException {
        Tuning tuning = knn().metric(Metrics.of("recall@5")).build().run(CONTEXT);
        assertThat(tuning.trials()).hasSize(12);
        Split split =
                new Split(DATA, new TestSet(List.of()))
                        .validation(Splitters.perUser(0.2), 7)
                        .get(0);
        Report report =
                Evaluation.of(split)
                        .metrics(Metrics.parse("recall@5"))
                        .build()
                        .run("item-knn", new ItemKnn((ItemKnnConfig) tuning.config()), CONTEXT);
        assertThat(tuning.best().value()).isEqualTo(report.metric("recall@5"));
        assertThat(tuning.ranked().get(0)).isEqualTo(tuning.best());
        assertThat(tuning.trials()).allMatch(one -> one.value() <= tuning.best().value());
        assertThat(tuning.search())
                .containsEntry("metric", "recall@5")
                .containsEntry("split", "user:0.2")
                .containsEntry("data", DATA.fingerprint())
                .containsEntry("budget", "none"); // 80 users are too few to part
    }

    @Test
    void anErrorIsMadeSmallAndSeveralSplitsAreAveraged() throws IOException {
        var bias = new BiasProvider();
        Tuning tuning =
                Tuner.of(DATA, bias, BiasConfig.builder().build())
                        .metric(Metrics.of("rmse"))
                        .split(Splitters.folds(3))
                        .trials(8)
                        .build()
                        .run(CONTEXT);
        assertThat(tuning.trials()).allMatch(one -> one.value() >= tuning.best().value());
        double sum = 0;
        for (Split split :
                new Split(DATA, new TestSet(List.of())).validation(Splitters.folds(3), 7)) {
            sum +=
                    Evaluation.of(split)
                            .metrics(Metrics.parse("rmse"))
                            .build()
                            .run("bias", bias.create(tuning.config()), CONTEXT)
                            .metric("rmse");
        }
        assertThat(tuning.best().value()).isEqualTo(sum / 3);
    }

    @Test
    void aPairThatCannotBePredictedCountsAsTheMean() throws IOException {
        // Held back: c of each user. u and v are not alike enough for a prediction (overlap 5), so
        // the mean of what is left, (1 + 2 + 3 + 6) / 4 = 3, stands for both.
        Dataset data = Datasets.of("u a 1 u b 2 u c 5 v a 3 v b 6 v c 4");
        var users = new UserKnnProvider();
        Tuning tuning =
                Tuner.of(
                                data,
                                users,
                                UserKnnConfig.builder()
                                        .mode(Mode.RATING)
                                        .minimumOverlap(5)
                                        .center(Center.NONE)
                                        .build())
                        .metric(Metrics.of("mae"))
                        .split(Splitters.leaveOneOut())
                        .trials(1)
                        .build()
                        .run(CONTEXT);
        assertThat(tuning.best().value()).isEqualTo(((5 - 3) + (4 - 3)) / 2.0);
    }

    @Test
    void sameResultOnAnyNumberOfThreads() throws IOException {
        Tuning one = knn().build().run(new FitContext(3, 1));
        Tuning two = knn().build().run(new FitContext(3, 4));
        assertThat(two.trials())
                .extracting(Trial::settings, Trial::value)
                .isEqualTo(
                        one.trials().stream()
                                .map(
                                        t ->
                                                org.assertj.core.api.Assertions.tuple(
                                                        t.settings(), t.value()))
                                .toList());
    }

    @Test
    void aSearchGoesOnFromItsFile() throws IOException {
        Path file = folder.resolve("tune.jsonl");
        Tuning whole = knn().parallel(2).build().run(CONTEXT);
        knn().parallel(2).trials(5).file(file).build().run(CONTEXT);
        assertThat(Files.readAllLines(file)).hasSize(6);
        Tuning second = knn().parallel(2).file(file).build().run(CONTEXT);
        assertThat(Files.readAllLines(file)).hasSize(13);
        assertThat(second.config()).isEqualTo(whole.config());
        assertThat(second.trials())
                .extracting(Trial::settings)
                .containsExactlyElementsOf(whole.trials().stream().map(Trial::settings).toList());
        // Nothing is left to do, and nothing is done.
        Tuning third = knn().parallel(2).file(file).time(Duration.ZERO).build().run(CONTEXT);
        assertThat(third).isEqualTo(second);
    }

    @Test
    void anotherSearchDoesNotGoOnFromIt() throws IOException {
        Path file = folder.resolve("tune.jsonl");
        knn().trials(2).file(file).build().run(CONTEXT);
        Dataset other = Datasets.random(2, 80, 40, 1500);
        refused(Tuner.of(other, KNN, KNN.defaults()).file(file), "data " + DATA.fingerprint());
        refused(knn().file(file).metric(Metrics.of("rmse")), "metric ndcg@10, but now it is rmse");
        refused(knn().file(file).split(Splitters.last(2)), "split user:0.2, but now it is last:2");
        refused(knn().file(file).fix("weighting"), "ranges");
        refused(knn().file(file).parallel(3), "parallel 1, but now it is 3");
        assertThatThrownBy(() -> knn().file(file).build().run(new FitContext(8, 1)))
                .hasMessageContaining("seed 7, but now it is 8");
    }

    private static void refused(Tuner.Builder builder, String message) {
        assertThatThrownBy(() -> builder.build().run(CONTEXT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatSomebodyChangedIsRefused() throws IOException {
        Path file = folder.resolve("tune.jsonl");
        knn().trials(1).file(file).build().run(CONTEXT);
        Files.writeString(
                file, Files.readString(file).replace("{\"neighbours\":\"100\"", "{\"n\":\"1\""));
        refused(knn().file(file), "trial 1 has other settings than the ranges");
    }

    @Test
    void epochsAreTheBudgetOfIterativeAlgorithms() throws IOException {
        IalsConfig config = IalsConfig.builder().factors(4).epochs(9).build();
        Tuning tuning = Tuner.of(DATA, new IalsProvider(), config).trials(15).build().run(CONTEXT);
        assertThat(tuning.search()).containsEntry("budget", "epochs");
        assertThat(tuning.shares()).containsExactly(1 / 3.0, 1.0);
        assertThat(tuning.best().values()).hasSize(2);
        assertThat(tuning.trials()).extracting(Trial::status).contains(Trial.Status.STOPPED);
        // The first value is the one of a third of the epochs.
        Tuning third =
                Tuner.of(
                                DATA,
                                new IalsProvider(),
                                IalsConfig.builder().factors(4).epochs(3).build())
                        .budget(Tuner.Budget.NONE)
                        .trials(1)
                        .build()
                        .run(CONTEXT);
        assertThat(tuning.trials().get(0).values().get(0)).isEqualTo(third.best().value());
    }

    @Test
    void usersAreTheBudgetOfOthers() throws IOException {
        Dataset many = Datasets.random(5, 700, 30, 7000);
        Tuning tuning = Tuner.of(many, KNN, KNN.defaults()).trials(8).build().run(CONTEXT);
        assertThat(tuning.search()).containsEntry("budget", "users");
        assertThat(tuning.best().values()).hasSize(2);
        Tuning all =
                Tuner.of(many, KNN, tuning.config())
                        .budget(Tuner.Budget.NONE)
                        .trials(1)
                        .build()
                        .run(CONTEXT);
        assertThat(tuning.best().value()).isEqualTo(all.best().value());
    }

    @Test
    void rangesReplaceThoseOfTheAlgorithmAndFixedSettingsStay() throws IOException {
        SearchRange few = SearchRange.parse(KNN.defaults(), "neighbours=2..5", "item-knn");
        Tuning tuning = knn().range(few).fix("similarity").build().run(CONTEXT);
        assertThat(tuning.trials())
                .allSatisfy(
                        one -> {
                            assertThat(one.settings()).doesNotContainKey("similarity");
                            assertThat(Integer.parseInt(one.settings().get("neighbours")))
                                    .isBetween(2, 5);
                        });
        assertThat(tuning.trials().get(0).settings().get("neighbours")).isNotEqualTo("100");
        assertThatThrownBy(() -> knn().range(few).fix("neighbours").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("neighbours is fixed and has a range; only one can be");
    }

    @Test
    void whatCannotBeSearchedIsAnError() {
        AlgorithmProvider random = new dev.kindred.baseline.RandomOrderProvider();
        assertThatThrownBy(() -> Tuner.of(DATA, random, random.defaults()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("random has no range to search");
        assertThatThrownBy(() -> knn().metric(Metrics.of("arp@10")))
                .hasMessageContaining("describes and does not judge");
        assertThatThrownBy(() -> knn().metric(Metrics.of("ndcg@10/country")))
                .hasMessageContaining("has a value per group");
        assertThatThrownBy(() -> knn().trials(0)).hasMessageContaining("trials must be at least 1");
        assertThatThrownBy(() -> knn().metric(Metrics.of("rmse")).trials(3).build().run(CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("all 3 trials failed; the first: the metric has no value");
        Dataset tiny = Datasets.of("u a 1 v b 1");
        assertThatThrownBy(() -> Tuner.of(tiny, KNN, KNN.defaults()).build().run(CONTEXT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the split user:0.2 holds back no user");
    }

    @Test
    void progressNamesTheBestSoFar() throws IOException {
        var lines = new ArrayList<String>();
        Tuning tuning =
                knn().trials(3)
                        .build()
                        .run(
                                CONTEXT.withProgress(
                                        (stage, done, total, note) ->
                                                lines.add(
                                                        "%s %d/%d %s"
                                                                .formatted(
                                                                        stage, done, total,
                                                                        note))));
        assertThat(lines).anyMatch(line -> line.startsWith("tune item-knn 1/3 best ndcg@10 0."));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("tune item-knn 3/3 best ndcg@10")
                .endsWith("(trial %d)".formatted(tuning.best().number()));
    }
}
