package dev.kindred.spark.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.factor.Ials;
import dev.kindred.factor.IalsConfig;
import dev.kindred.linear.Rp3Beta;
import dev.kindred.linear.Rp3BetaConfig;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import dev.kindred.spark.Events;
import dev.kindred.spark.LocalSpark;
import dev.kindred.spark.data.EventSource;
import dev.kindred.spark.data.Preparation;
import dev.kindred.spark.data.PrepareSettings;
import dev.kindred.spark.data.PreparedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkListsTest {
    @TempDir private static Path folder;

    private static List<Interaction> events;
    private static PreparedData prepared;
    private static Dataset data;

    @BeforeAll
    static void prepare() {
        events = Events.random(200, 60, 2500, 9);
        Path file = Events.csv(folder.resolve("events.csv"), events);
        String output = folder.resolve("prepared").toString();
        new Preparation(LocalSpark.session(), PrepareSettings.defaults())
                .run(new EventSource(List.of(file.toString()), null, Map.of(), Map.of()), output);
        prepared = PreparedData.open(LocalSpark.session(), output);
        data = prepared.collect();
    }

    private static Model ials(Dataset of) {
        IalsConfig config = IalsConfig.builder().factors(8).epochs(3).build();
        return new Ials(config).fit(of, new FitContext(1, 2));
    }

    private static List<ListRow> lists(Model model, ListSettings settings) throws IOException {
        return new BulkLists(prepared, model, null, settings).of(prepared.histories()).collect();
    }

    @Test
    void listsAreThoseThatTheLibraryGivesOneByOne() throws IOException {
        Model model = ials(data);
        Recommender recommender = Recommender.of(model);
        List<ListRow> rows = lists(model, new ListSettings(7, false, null));
        assertThat(rows).hasSize(data.users().size());
        for (ListRow row : rows) {
            int user = data.users().row(row.getUser());
            RankedItems wanted = recommender.recommend(Query.of(data.history(user), 7));
            assertThat(row.getItems()).containsExactlyElementsOf(wanted.ids());
            for (int k = 0; k < wanted.size(); k++) {
                assertThat(row.getScores()[k])
                        .isCloseTo(wanted.entries().get(k).score(), within(1e-6));
            }
        }
    }

    @Test
    void seenItemsAndFiltersAreApplied() throws IOException {
        Model model = ials(data);
        var even = new ListSettings(60, true, (query, item) -> item % 2 == 0);
        boolean anySeen = false;
        for (ListRow row : lists(model, even)) {
            int user = data.users().row(row.getUser());
            for (String id : row.getItems()) {
                int item = data.items().row(id);
                assertThat(item % 2).isZero();
                anySeen |= data.history(user).find(item) >= 0;
            }
        }
        assertThat(anySeen).isTrue();
    }

    @Test
    void aModelOfOtherItemsServesTheOnesItKnows() throws IOException {
        Dataset half =
                new DatasetBuilder()
                        .build(events.stream().filter(e -> !e.item().endsWith("7")).toList());
        Model model = ials(half);
        Recommender recommender = Recommender.of(model);
        for (ListRow row : lists(model, new ListSettings(5, false, null))) {
            int user = half.users().row(row.getUser());
            if (user >= 0) {
                RankedItems wanted = recommender.recommend(Query.of(half.history(user), 5));
                assertThat(row.getItems()).containsExactlyElementsOf(wanted.ids());
            }
        }
    }

    @Test
    void writesEveryFormatAndMarksFillers() throws IOException {
        Rp3BetaConfig config = Rp3BetaConfig.builder().neighbours(1).build();
        Model model = new Rp3Beta(config).fit(data, new FitContext(1, 2));
        var popular =
                new dev.kindred.baseline.Popular(
                                dev.kindred.baseline.PopularConfig.builder().build())
                        .fit(data, new FitContext(1, 2));
        var lists =
                new BulkLists(prepared, model, popular, new ListSettings(20, false, null))
                        .of(prepared.histories());
        var spark = LocalSpark.session();
        for (ListFormat format : ListFormat.values()) {
            format.write(spark, lists, folder.resolve(format.name()).toString());
        }
        List<Row> parquet =
                spark.read()
                        .parquet(folder.resolve("PARQUET").toString())
                        .orderBy("user")
                        .collectAsList();
        assertThat(parquet).hasSize(data.users().size());
        long fillers =
                parquet.stream()
                        .flatMap(row -> row.<Row>getList(1).stream())
                        .filter(item -> item.isNullAt(1))
                        .count();
        assertThat(fillers).isPositive();
        List<Row> json =
                spark.read()
                        .json(folder.resolve("JSON").toString())
                        .orderBy("user")
                        .select("user", "items")
                        .collectAsList();
        assertThat(json).isEqualTo(parquet);
        var csv = spark.read().option("header", true).csv(folder.resolve("CSV").toString());
        assertThat(csv.columns()).containsExactly("user", "rank", "item", "score");
        long entries = parquet.stream().mapToLong(row -> row.getList(1).size()).sum();
        assertThat(csv.count()).isEqualTo(entries);
        assertThat(csv.filter("score is null").count()).isEqualTo(fillers);
    }
}
