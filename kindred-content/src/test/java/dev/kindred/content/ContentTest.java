package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.io.DataException;
import dev.kindred.model.AttributeModel.NewItem;
import dev.kindred.model.Explanation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
    private static final Attributes MOVIES =
            Items.table(
                    "item;genres;year",
                    "heat;Crime|Thriller;1995",
                    "ronin;Crime|Thriller;1998",
                    "clueless;Comedy;1995",
                    "emma;Comedy|Romance;1996",
                    "blank;;");

    @Test
    void similarityIsTheWeightedMeanOfTheCosinesOfTheFields() {
        // Two of 5 items have each of Crime, Thriller, Comedy; one has Romance.
        // idf of two = ln(6/3) + 1 = 1.6931, of one = ln(6/2) + 1 = 2.0986
        // genres of clueless and emma: 1.6931 / sqrt(1.6931^2 + 2.0986^2) = 0.6279
        Dataset data = Items.data(MOVIES, "u heat 1");
        ContentModel genres = Items.fit(data, "genres:tags");
        assertThat(Items.similarity(genres, "heat", "ronin")).isEqualTo(1f, within(1e-6f));
        assertThat(Items.similarity(genres, "clueless", "emma")).isEqualTo(.6279f, within(1e-4f));
        // years in one bucket each: knots 1995, 1996 (of 4 years, quantiles at 0 and 1/2 floor)
        ContentModel both = Items.fit(data, "genres:tags:3,year:buckets:1");
        // heat and clueless: genres 0, year 1 -> (3 x 0 + 1 x 1) / 4
        assertThat(Items.similarity(both, "heat", "clueless")).isEqualTo(.25f, within(1e-6f));
        assertThat(Items.similarity(both, "blank", "heat")).isNaN();
    }

    @Test
    void dislikesCountDownAndLikesUp() {
        Dataset data = Items.data(MOVIES, "u heat 5 u clueless 1");
        float[] scores = Items.scores(Items.fit(data, "genres"), data, "u");
        assertThat(scores[data.items().row("ronin")]).isPositive();
        assertThat(scores[data.items().row("emma")]).isNegative();
        assertThat(scores[data.items().row("blank")]).isNaN();
    }

    @Test
    void withoutInterestAndDampingAnEventCountsItsValueLessTheUsersMean() {
        // values 5, 4, 3: mean 4, weights (1, 0, -1) / s; p = (x_heat - x_emma) / s
        // heat and emma share nothing, so |p| = sqrt 2 / s
        // ronin: 1 / sqrt 2; clueless: -0.6279 / sqrt 2
        Dataset data = Items.data(MOVIES, "u heat 5 u blank 4 u emma 3");
        float[] scores =
                Items.scores(
                        Items.fit(
                                data,
                                ContentConfig.builder().fields("genres").interest(0).damping(0)),
                        data,
                        "u");
        assertThat(scores[data.items().row("ronin")]).isEqualTo(.70711f, within(1e-5f));
        assertThat(scores[data.items().row("clueless")]).isEqualTo(-.4440f, within(1e-4f));
    }

    @Test
    void aHistoryOfOnesAreLikesWhateverTheRatingsAre() {
        Dataset data = Items.data(MOVIES, "u heat 5 u clueless 1 u emma 4");
        ContentModel model = Items.fit(data, "genres");
        float[] scores = new float[5];
        model.score(History.ofIds(model.items(), "ronin"), scores);
        assertThat(scores[model.items().row("heat")]).isEqualTo(1f, within(1e-6f));
    }

    @Test
    void explanationsAddUpToTheScore() {
        Dataset data = Items.data(MOVIES, "u heat 5 u clueless 2");
        ContentModel model = Items.fit(data, "*");
        for (String item : List.of("ronin", "emma")) {
            int row = data.items().row(item);
            float score = Items.scores(model, data, "u")[row];
            Explanation why = model.explain(data.history(0), row);
            assertThat(Arrays.stream(why.contributions()).sum()).isEqualTo(score, within(1e-6));
            assertThat(why.terms().stream().mapToDouble(Explanation.Term::contribution).sum())
                    .isEqualTo(score, within(1e-6));
        }
        assertThat(model.explain(data.history(0), data.items().row("ronin")).terms())
                .extracting(Explanation.Term::text)
                .startsWith("Crime", "Thriller");
    }

    @Test
    void anAddedItemIsScoredAsIfItHadBeenThereAndTheRestStaysAsItWas() {
        Dataset data = Items.data(MOVIES, "u heat 5 u clueless 2");
        ContentModel model = Items.fit(data, "genres");
        ContentModel more =
                model.withItems(
                        Items.table(
                                "item;genres",
                                "heat;Comedy",
                                "point;Crime|Thriller",
                                "saw;Horror",
                                "ring;Horror"));
        assertThat(more.items().ids()).endsWith("blank", "point", "saw", "ring").hasSize(8);
        float[] before = Items.scores(model, data, "u");
        float[] after = Items.scores(more, data, "u");
        assertThat(Arrays.copyOf(after, 5)).isEqualTo(before);
        assertThat(after[5]).isEqualTo(before[data.items().row("ronin")]);
        assertThat(after[6]).isZero();
        // what no item of the training had is shared by the new ones all the same
        assertThat(Items.similarity(more, "saw", "ring")).isEqualTo(1f, within(1e-6f));
        float[] scores = new float[8];
        more.score(History.ofIds(more.items(), "saw"), scores);
        assertThat(scores[7]).isEqualTo(1f, within(1e-6f));
    }

    @Test
    void aNewItemIsLikeTheKnownOnesAndLikedByTheirFriends() {
        Dataset data = Items.data(MOVIES, "u heat 5 u clueless 1 v clueless 5 v heat 1");
        ContentModel model = Items.fit(data, "genres");
        NewItem item = model.newItem(Map.of("genres", List.of("Thriller", "Unheard of")));
        float[] scores = new float[5];
        item.similarItems(scores);
        assertThat(scores[data.items().row("ronin")]).isPositive();
        assertThat(scores[data.items().row("emma")]).isNaN();
        assertThat(item.score(data.history(0))).isPositive();
        assertThat(item.score(data.history(1))).isNegative();
        assertThat(item.explain(data.history(0)).terms())
                .extracting(Explanation.Term::text)
                .containsExactly("Thriller");
        NewItem nothing = model.newItem(Map.of("price", List.of("12")));
        assertThat(nothing.score(data.history(0))).isNaN();
        nothing.similarItems(scores);
        assertThat(scores).containsOnly(Float.NaN);
    }

    @Test
    void embeddingsCountAloneOrBesideTheWords() {
        Attributes items =
                Items.table(
                        "item;genres;embedding",
                        "a;Drama;[1, 0]",
                        "b;Drama;[0, 2]",
                        "c;Comedy;3 4",
                        "d;Comedy;");
        Dataset data = Items.data(items, "u a 1");
        ContentModel alone = Items.fit(data, "embedding");
        assertThat(Items.similarity(alone, "a", "c")).isEqualTo(.6f, within(1e-6f));
        assertThat(Items.similarity(alone, "a", "b")).isNaN();
        assertThat(Items.similarity(alone, "a", "d")).isNaN();
        // genres 1, embedding 3: (1 x 0 + 3 x 0.6) / 4
        ContentModel beside = Items.fit(data, "genres,embedding:3");
        assertThat(Items.similarity(beside, "a", "c")).isEqualTo(.45f, within(1e-6f));
        assertThat(beside.fields()).isEqualTo("genres:tags:1.0,embedding:embedding:3.0");
        // d has genres alone: 1 x 1 / sqrt(4 x 1)
        assertThat(Items.similarity(beside, "c", "d")).isEqualTo(.5f, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[1, 2, 3]#item \"b\": embedding must have 2 numbers, as those of the other items, but has 3",
                "[1, x]#item \"b\": embedding must hold finite numbers, as in [0.1, -0.2], but is \"[1, x]\". Maybe it is no embedding: set fields=*,embedding:ignore"
            })
    void aWrongEmbeddingIsAnErrorThatNamesTheItem(String vector, String message) {
        Attributes items = Items.table("item;embedding", "a;[1, 0]", "b;" + vector);
        Dataset data = Items.data(items, "u a 1");
        assertThatThrownBy(() -> Items.fit(data, "embedding:embedding"))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void nearNumbersAreSimilarAndBucketsAreNot() {
        // grid 0, 10, ..., 100: 12 is 0.8 at 10 and 0.2 at 20, 18 is 0.2 and 0.8
        // cosine = 2 x 0.8 x 0.2 / (0.8^2 + 0.2^2) = 0.32 / 0.68
        var lines = new String[14];
        lines[0] = "item;size";
        for (int k = 0; k <= 10; k++) {
            lines[k + 1] = "g" + k + ";" + 10 * k;
        }
        Attributes grid = Items.table(Arrays.copyOf(lines, 12));
        Dataset data = Items.data(grid, "u g0 1");
        ContentModel near =
                Items.fit(data, "size:number")
                        .withItems(
                                Items.table(
                                        "item;size", "x;12", "y;18", "far;1000", "odd;unknown"));
        assertThat(Items.similarity(near, "x", "y")).isEqualTo(.32f / .68f, within(1e-6f));
        assertThat(Items.similarity(near, "far", "g10")).isEqualTo(1f, within(1e-6f));
        assertThat(Items.similarity(near, "odd", "g10")).isNaN();
        ContentModel buckets =
                Items.fit(data, "size:buckets")
                        .withItems(Items.table("item;size", "x;12", "y;18", "z;21"));
        assertThat(Items.similarity(buckets, "x", "y")).isEqualTo(1f, within(1e-6f));
        assertThat(Items.similarity(buckets, "y", "z")).isNaN();
    }

    @Test
    void dataWithoutAttributesIsAnError() {
        Dataset data = Items.data(Attributes.NONE, "u a 1");
        assertThatThrownBy(() -> Items.fit(data, "*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "content needs attributes of the items, but there are none. Maybe --items FILE is missing.");
    }
}
