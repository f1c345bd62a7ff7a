package dev.kindred.spark.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.linear.Rp3Beta;
import dev.kindred.linear.Rp3BetaConfig;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Recommender;
import dev.kindred.spark.Events;
import dev.kindred.spark.LocalSpark;
import dev.kindred.spark.data.EventSource;
import dev.kindred.spark.data.Preparation;
import dev.kindred.spark.data.PrepareSettings;
import dev.kindred.spark.data.PreparedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkEvaluationTest {
    private static final String METRICS = "ndcg@5,recall@10,precision@5,map@10,mrr@10,hit-rate@3";

    @TempDir private Path folder;

    private PreparedData prepare(String split) {
        Path file = Events.csv(folder.resolve("e.csv"), Events.random(150, 60, 2000, 4));
        PrepareSettings plain = PrepareSettings.defaults();
        var settings =
                new PrepareSettings(
                        Map.of(), plain.dedupe(), plain.from(), plain.to(), 0.5, 1, 1, split, 7);
        String output = folder.resolve("p").toString();
        new Preparation(LocalSpark.session(), settings)
                .run(new EventSource(List.of(file.toString()), null, Map.of(), Map.of()), output);
        return PreparedData.open(LocalSpark.session(), output);
    }

    @Test
    void valuesAreThoseOfOneMachine() throws Exception {
        PreparedData data = prepare("random:0.3");
        Dataset train = data.collect();
        Model model = new Rp3Beta(Rp3BetaConfig.builder().build()).fit(train, new FitContext(1, 2));
        var users = new ArrayList<TestUser>();
        for (Row row : data.targets().collectAsList()) {
            int user = train.users().row(row.getString(0));
            int[] targets = row.<String>getList(1).stream().mapToInt(train.items()::row).toArray();
            users.add(
                    new TestUser(
                            row.getString(0),
                            user < 0 ? History.EMPTY : train.history(user),
                            targets,
                            new double[targets.length],
                            null));
        }
        Report expected =
                Evaluation.of(train, new TestSet(users))
                        .metrics(Metrics.parse(METRICS))
                        .resamples(0)
                        .build()
                        .measure("m", Recommender.of(model), null, new FitContext(1, 2));
        BulkEvaluation.Result result = new BulkEvaluation(METRICS).run(data, model);
        assertThat(result.users()).isEqualTo(users.size());
        assertThat(result.metrics().keySet()).isEqualTo(expected.metrics().keySet());
        result.metrics()
                .forEach(
                        (name, value) ->
                                assertThat(value)
                                        .as(name)
                                        .isPositive()
                                        .isCloseTo(expected.metric(name), within(1e-12)));
    }

    @Test
    void usersWhoAreHeldOutAreMeasuredByWhatIsKnownOfThem() throws Exception {
        PreparedData data = prepare("users:0.3");
        Model model =
                new Rp3Beta(Rp3BetaConfig.builder().build())
                        .fit(data.collect(), new FitContext(1, 2));
        BulkEvaluation.Result result = new BulkEvaluation("recall@10").run(data, model);
        assertThat(result.users()).isBetween(20L, 70L);
        assertThat(result.metrics().get("recall@10")).isGreaterThan(.05);
    }

    @Test
    void metricsThatNeedMoreAreRefused() {
        for (String name : List.of("coverage@10", "rmse", "novelty@10")) {
            assertThatThrownBy(() -> new BulkEvaluation(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }
}
