package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import org.junit.jupiter.api.Test;

class ManyLanguagesTest {
    @Test
    void eachItemIsReadInItsOwnLanguage() {
        Attributes books =
                Items.table(
                        "book;text;lang",
                        "a;das Haus der Frau;ger",
                        "b;Häuser;de-AT",
                        "c;the woman's houses;eng",
                        "d;house;",
                        "e;houses;xyz");
        Dataset data = Items.data(books, "u a 1");
        ContentModel model = Items.fit(data, ContentConfig.builder().languageField("lang"));
        assertThat(model.fields()).isEqualTo("text:text:1.0");
        assertThat(Items.similarity(model, "a", "b")).isPositive();
        assertThat(Items.similarity(model, "c", "d")).isPositive(); // d: the usual language
        assertThat(Items.similarity(model, "d", "e")).isNaN(); // unknown: words as they are
        assertThat(Items.similarity(model, "a", "c")).isNaN();
    }

    @Test
    void emptyTextsEmojiAndOtherScriptsAreNoError() {
        Attributes items =
                Items.table(
                        "item;text;tags",
                        "a;   ;",
                        "b;🎬 🎬 film;Драма, ДРАМА",
                        "c;the of and;драма",
                        "d;\u0301\uD83D;",
                        "e;Ｆｉｌｍ;Cafe\u0301",
                        "f;;CAFÉ");
        Dataset data = Items.data(items, "u b 1 u a 1 v a 1");
        ContentModel model = Items.fit(data, "text:text,tags:tags");
        // b has text and tags, c tags alone (its words are all stop words): 1 / sqrt 2
        assertThat(Items.similarity(model, "b", "c"))
                .isEqualTo((float) Math.sqrt(.5), within(1e-6f));
        assertThat(Items.similarity(model, "e", "f")).isPositive();
        float[] scores = Items.scores(model, data, "u");
        assertThat(scores[data.items().row("a")]).isNaN();
        assertThat(scores[data.items().row("c")]).isPositive();
        assertThat(Items.scores(model, data, "v")).containsOnly(Float.NaN); // nothing is known of a
    }

    @Test
    void oneItemAloneIsNoError() {
        Dataset data = Items.data(Items.table("item;genres;year", "a;Drama;1999"), "u a 5");
        ContentModel model = Items.fit(data, "*");
        assertThat(Items.scores(model, data, "u")).containsExactly(1f);
        float[] scores = new float[1];
        model.score(History.EMPTY, scores);
        assertThat(scores[0]).isNaN();
    }
}
