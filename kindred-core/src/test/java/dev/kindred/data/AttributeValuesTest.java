package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeValuesTest {
    private static final Attributes FILMS =
            new Attributes.Builder()
                    .put("a", "genres", "Crime", "Drama", "Crime")
                    .put("a", "tags", "Drama")
                    .put("b", "genres", "Drama", "War", "Crime")
                    .put("c", "title", "Crime")
                    .build();

    @Test
    void valuesAreNumberedAsTheyComeAndRiseInEachRow() {
        // 0 = Crime, 1 = Drama of genres, 2 = Drama of tags, 3 = War
        AttributeValues values = AttributeValues.of(FILMS, List.of("genres", "tags"));
        assertThat(values.of(0)).containsExactly(0, 1, 2);
        assertThat(values.of(1)).containsExactly(0, 1, 3);
        assertThat(values.of(2)).isEmpty();
        assertThat(values.of(3)).isEmpty();
        assertThat(values.of(-1)).isEmpty();
        assertThat(values.rows()).isEqualTo(3);
        assertThat(values.size()).isEqualTo(4);
        assertThat(values.name(2)).isEqualTo("Drama");
        assertThat(values.name(3)).isEqualTo("War");
    }

    @Test
    void sharedValuesAreCounted() {
        AttributeValues values = AttributeValues.of(FILMS, List.of("genres", "tags"));
        assertThat(values.shared(0, 1)).isEqualTo(2);
        assertThat(values.shared(1, 0)).isEqualTo(2);
        assertThat(values.shared(0, 0)).isEqualTo(3);
        assertThat(values.shared(0, 2)).isZero();
        assertThat(values.shared(0, 9)).isZero();
    }

    @Test
    void theFieldThatLooksLikeCategoriesIsTheFirstOfTheUsualNames() {
        assertThat(Attributes.categoryField(List.of("title", "Tags", "Genre"))).isEqualTo("Genre");
        assertThat(Attributes.categoryField(List.of("tags", "category"))).isEqualTo("category");
        assertThat(Attributes.categoryField(List.of("title", "genresOf"))).isNull();
    }
}
