package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.knn.ItemKnn;
import dev.kindred.knn.ItemKnnConfig;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.testkit.Datasets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColdStartTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    /** Two tastes: even users have even items; users and items say so; one item nobody has. */
    private static Dataset tastes() {
        Dataset plain = Datasets.twoTastes(60);
        var users = new Attributes.Builder();
        var items = new Attributes.Builder();
        for (String user : plain.users().ids()) {
            users.put(user, "kind", kind(user));
        }
        for (String item : plain.items().ids()) {
            items.put(item, "genres", kind(item));
        }
        return plain.withAttributes(users.build(), items.build());
    }

    private static String kind(String id) {
        return Integer.parseInt(id.substring(1)) % 2 == 0 ? "even" : "odd";
    }

    private static ColdStart cascade(Dataset data) {
        Model model = new ItemKnn(ItemKnnConfig.builder().build()).fit(data, CONTEXT);
        return ColdStart.of(data, model, CONTEXT);
    }

    private static AttributeRow of(String kind) {
        return AttributeRow.of(Map.of("kind", List.of(kind)));
    }

    private static long ofKind(RankedItems list, String kind) {
        return list.ids().stream().filter(id -> kind(id).equals(kind)).count();
    }

    private static List<String> sources(RankedItems list) {
        return list.entries().stream().map(RankedItems.Entry::source).toList();
    }

    @Test
    void withoutAnythingKnownTheListIsPopularAndItsEndDiverse() {
        Dataset data = tastes();
        RankedItems list = cascade(data).forNewUser(AttributeRow.NONE, History.EMPTY, 20);
        // 10 % of 20 places go to the categories that the list lacks
        assertThat(sources(list).subList(0, 18)).containsOnly(ColdStart.POPULAR);
        assertThat(sources(list).subList(18, 20)).containsOnly(DiverseCategories.SOURCE);
    }

    @Test
    void attributesBringWhatPeopleLikeTheUserHave() {
        ColdStart cascade = cascade(tastes());
        RankedItems list = cascade.forNewUser(of("odd"), History.EMPTY, 10);
        assertThat(ofKind(list, "odd")).isEqualTo(9);
        assertThat(list.entries().get(9).source()).isEqualTo(DiverseCategories.SOURCE);
        assertThat(kind(list.id(9))).isEqualTo("even");
    }

    @Test
    void answersFadeInAndOutweighAttributes() {
        Dataset data = tastes();
        ColdStart cascade = cascade(data);
        History one = History.ofIds(data.items(), "i2");
        History many = History.ofIds(data.items(), "i2", "i4", "i6", "i8", "i10", "i12", "i14");
        RankedItems first = cascade.forNewUser(AttributeRow.NONE, one, 10);
        RankedItems later = cascade.forNewUser(of("odd"), many, 10);
        assertThat(ofKind(first, "even")).isGreaterThanOrEqualTo(9);
        assertThat(ofKind(later, "even")).isEqualTo(10);
        assertThat(sources(later)).containsOnly(ColdStart.ANSWERS);
        assertThat(later.ids()).doesNotContain("i2", "i14");
    }

    @Test
    void dislikesSpeakAgainst() {
        // ratings: lovers of a give b 5 and c 1; mean 3; who dislikes a should not get b first
        var triples = new StringBuilder();
        for (int user = 0; user < 10; user++) {
            triples.append("l%d a 5 l%d b 5 m%d c 5 m%d d 5 ".formatted(user, user, user, user));
            triples.append("l%d d 1 m%d b 1 ".formatted(user, user));
        }
        Dataset data = Datasets.of(triples.toString());
        ColdStart cascade = cascade(data);
        int a = data.items().row("a");
        RankedItems likes =
                cascade.forNewUser(
                        AttributeRow.NONE, History.of(new int[] {a}, new double[] {5}), 3);
        RankedItems dislikes =
                cascade.forNewUser(
                        AttributeRow.NONE, History.of(new int[] {a}, new double[] {1}), 3);
        assertThat(likes.ids().indexOf("b")).isLessThan(likes.ids().indexOf("c"));
        assertThat(dislikes.ids().indexOf("c")).isLessThan(dislikes.ids().indexOf("b"));
    }

    @Test
    void listsAreAlwaysFullAndHoldNothingTwice() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new SplittableRandom(seed);
            Dataset plain = Datasets.random(seed, 30, 25, 200);
            var users = new Attributes.Builder();
            var items = new Attributes.Builder();
            plain.users().ids().forEach(id -> users.put(id, "age", "" + random.nextInt(9)));
            plain.items().ids().forEach(id -> items.put(id, "genre", "g" + random.nextInt(4)));
            Dataset data = plain.withAttributes(users.build(), items.build());
            ColdStart cascade = cascade(data);
            for (int n : new int[] {1, 2, 7, 25, 40}) {
                History history = data.history(random.nextInt(data.users().size()));
                var query = new Query("x", history, Set.of(data.items().id(0)), n);
                RankedItems list = cascade.recommend(query);
                int left = data.items().size() - history.size() - (history.find(0) < 0 ? 1 : 0);
                assertThat(list.ids()).doesNotHaveDuplicates().hasSize(Math.min(n, left));
                assertThat(list.ids()).doesNotContain(data.items().id(0));
                assertThat(list.entries()).noneMatch(one -> history.find(one.row()) >= 0);
                assertThat(cascade.recommend(query)).isEqualTo(list);
                list.entries().forEach(one -> assertThat(cascade.reason(query, one)).isNotBlank());
            }
        }
    }

    @Test
    void allowedItemsAndFiltersBindTheWholeCascade() {
        Dataset data = tastes();
        ColdStart cascade = ColdStart.builder(data).filter((query, item) -> item % 3 == 0).build();
        Set<String> allow = Set.of(data.items().id(3), data.items().id(4), data.items().id(6));
        RankedItems list = cascade.recommend(Query.of(History.EMPTY, 10).withAllow(allow));
        assertThat(list.ids()).containsExactlyInAnyOrder(data.items().id(3), data.items().id(6));
    }

    @Test
    void modelsOfOtherItemsAndBadSettingsAreRejected() {
        Dataset other = Datasets.twoTastes(10);
        Model model = new ItemKnn(ItemKnnConfig.builder().build()).fit(other, CONTEXT);
        assertThatThrownBy(() -> ColdStart.builder(tastes()).personal(model))
                .hasMessageContaining("personal model must be trained on the items of the data");
        assertThatThrownBy(() -> ColdStart.builder(other).diverseShare(2))
                .hasMessageContaining("diverseShare must be between 0.0 and 1.0");
    }

    @Test
    void groupsAreNamedInTheReason() {
        Dataset data = tastes();
        ColdStart cascade = ColdStart.builder(data).demographic(groups(data)).build();
        var query = Query.of(History.EMPTY.withAttributes(of("odd")), 5);
        RankedItems.Entry first = cascade.recommend(query).entries().get(0);
        assertThat(first.source()).isEqualTo("demographic");
        assertThat(cascade.reason(query, first))
                .isEqualTo("popular with people like you (kind odd)");
    }

    private static DemographicModel groups(Dataset data) {
        var config = DemographicConfig.builder().shrinkage(1).build();
        return new Demographic(config).fit(data, CONTEXT);
    }

    @Test
    void otherFiltersTakeThePlaceOfItsOwn() {
        Dataset data = tastes();
        ColdStart cascade = ColdStart.builder(data).filter((query, item) -> item % 2 == 0).build();

        RankedItems odd =
                cascade.withFilters(List.of((query, item) -> item % 2 == 1))
                        .forNewUser(AttributeRow.NONE, History.EMPTY, 20);

        assertThat(odd.entries()).hasSize(20).allMatch(entry -> entry.row() % 2 == 1);
        assertThat(cascade.forNewUser(AttributeRow.NONE, History.EMPTY, 20).entries())
                .allMatch(entry -> entry.row() % 2 == 0);
    }
}
