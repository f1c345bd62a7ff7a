package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
    private static String types(String fields, Attributes attributes) {
        ContentConfig config = ContentConfig.builder().fields(fields).build();
        return Fields.of(config, attributes).stream()
                .map(field -> field.name() + ":" + field.type().label() + ":" + field.weight())
                .collect(Collectors.joining(" "));
    }

    /** 40 items with a value each, made from a pattern in which # is the number of the item. */
    private static Attributes forty(String field, String pattern) {
        var lines = new ArrayList<String>(List.of("item;" + field));
        for (int k = 0; k < 40; k++) {
            lines.add("i" + k + ";" + pattern.replace("#%4", "" + k % 4).replace("#", "" + k));
        }
        return Items.table(lines.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "year;19#;number:0.25",
                "price;#.95;number:0.25",
                "premiere;2001-02-1#%4;date:0.25",
                "released;1 Nov 199#%4;date:0.25",
                "kind;kind #%4;tags:1.0",
                "headline;the number # itself;text:1.0",
                "mood;happy|sad;tags:1.0",
                "genre;action # thriller;text:1.0",
                "genres;science fiction;tags:1.0",
                "topic;art #, art;tags:1.0",
                "essay;once upon a time there was a happy number #%4;text:1.0",
                "title;One;text:1.0",
                "directors;Person # Number #;tags:1.0",
                "mainActor;Person # Number #;tags:1.0",
                "isbn;97800#;",
                "imdbId;#;",
                "cover_url;x#;",
                "link2;https://example.org/#;",
                "embedding;[0.#, 1];embedding:1.0",
                "features;0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.#;embedding:1.0",
                "scores;1|2|3;tags:1.0",
                "id;#;",
                "aside;;"
            })
    void typesAreGuessedFromNamesAndValues(String field, String pattern, String type) {
        Attributes attributes = forty(field, pattern == null ? "" : pattern);
        String expected = type == null ? "" : field + ":" + type;
        assertThat(types("*", attributes)).isEqualTo(expected);
    }

    @Test
    void onlyNamedFieldsAreUsedAndTheStarStandsForAllOthers() {
        Attributes items =
                Items.table("item;genres;plot;poster", "a;Drama;A man.;x.jpg", "b;Crime;A cop.;y");
        assertThat(types("plot", items)).isEqualTo("plot:text:1.0");
        assertThat(types("*", items)).isEqualTo("genres:tags:1.0 plot:text:1.0");
        assertThat(types("*,plot:0.5", items)).isEqualTo("genres:tags:1.0 plot:text:0.5");
        assertThat(types("*:tags:2,plot:ignore", items))
                .isEqualTo("genres:tags:2.0 poster:tags:2.0");
        assertThat(types("poster:text,genres:tags:3", items))
                .isEqualTo("genres:tags:3.0 poster:text:1.0");
        assertThat(types("*,plot:0", items)).isEqualTo("genres:tags:1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "genres,genres#fields names \"genres\" twice",
                "genres:tag#the type of the field \"genres\" must be one of text, tags, number, buckets, date, embedding, ignore, but is \"tag\" (did you mean \"tags\"?)",
                "genres:tags:high#the weight of the field \"genres\" must be a number, but is \"high\"",
                "genres:-1#the weight of the field \"genres\" must be a finite number of at least 0, but is -1.0",
                "a:text:1:2#fields are written name, name:type, name:weight or name:type:weight, but one is \"a:text:1:2\"",
                "a,,b#fields are written name, name:type, name:weight or name:type:weight, but one is \"\""
            })
    void wrongSpecificationsAreErrors(String fields, String message) {
        assertThatThrownBy(() -> ContentConfig.builder().fields(fields).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void quantilesAreTheGridAndBucketsHaveAboutAsManyItems() {
        Attributes items = forty("size", "#");
        ContentConfig config = ContentConfig.builder().fields("size").buckets(4).build();
        // 0 to 39, quantiles at 0, 1/4, 1/2, 3/4, 1 of the places 0 to 39
        assertThat(Fields.of(config, items).get(0).knots()).containsExactly(0, 9, 19, 29, 39);
        ContentConfig parts = ContentConfig.builder().fields("size:buckets").buckets(4).build();
        assertThat(Fields.of(parts, items).get(0).knots()).containsExactly(0, 9, 19, 29);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1995-11-22;9456",
                "1995-11-22T10:00:00Z;9456",
                "22-Nov-1995;9456",
                "22 nov 1995;9456",
                "Nov 22, 1995;9456",
                "1995/11/22;9456",
                "22.11.1995;9456",
                "1970;0",
                "soon;NaN",
                "1995-13-01;NaN"
            })
    void datesAreRead(String text, double day) {
        assertThat(Numerals.day(text)).isEqualTo(Double.valueOf(day));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "12;12",
                "-1e3;-1000",
                "1d;NaN",
                "NaN;NaN",
                "Infinity;NaN",
                "0x1p3;NaN",
                "'';NaN"
            })
    void numbersAreDigits(String text, double number) {
        assertThat(Numerals.number(text)).isEqualTo(Double.valueOf(number));
    }
}
