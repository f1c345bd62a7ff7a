package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static final Attributes SAMPLE =
            new Attributes.Builder()
                    .field("title")
                    .id("nothing")
                    .put("b", "genres", "Drama", "War")
                    .put("a", "title", "Alpha")
                    .put("b", "title", "Old")
                    .put("b", "title", "Beta")
                    .build();

    @Test
    void valuesAreFoundByRowAndField() {
        assertThat(SAMPLE.ids().ids()).containsExactly("nothing", "b", "a");
        assertThat(SAMPLE.fields()).containsExactly("title", "genres");
        int b = SAMPLE.ids().row("b");
        assertThat(SAMPLE.values(b, "genres")).containsExactly("Drama", "War");
        assertThat(SAMPLE.text(b, "genres")).isEqualTo("Drama|War");
        assertThat(SAMPLE.values(b, "title")).as("the last one counts").containsExactly("Beta");
    }

    @Test
    void fieldsAreLeftOut() {
        Attributes less = SAMPLE.without(List.of("title", "no such field"));
        assertThat(less.ids()).isEqualTo(SAMPLE.ids());
        assertThat(less.fields()).containsExactly("genres");
        assertThat(less.values(1, "genres")).containsExactly("Drama", "War");
    }

    @Test
    void whatIsNotThereIsEmpty() {
        int a = SAMPLE.ids().row("a");
        assertThat(SAMPLE.values(a, "genres")).isEmpty();
        assertThat(SAMPLE.text(a, "genres")).isNull();
        assertThat(SAMPLE.values(a, "no such field")).isEmpty();
        assertThat(SAMPLE.values(-1, "title")).isEmpty();
        assertThat(SAMPLE.values(99, "title")).isEmpty();
        assertThat(Attributes.NONE.fields()).isEmpty();
    }

    @Test
    void alignTakesTheRowsOfAnotherIndex() {
        IdIndex target = IdIndex.of("new", "a", "b");
        Attributes aligned = SAMPLE.align(target);
        assertThat(aligned.ids()).isSameAs(target);
        assertThat(aligned.fields()).isEqualTo(SAMPLE.fields());
        assertThat(aligned.text(0, "title")).isNull();
        assertThat(aligned.text(1, "title")).isEqualTo("Alpha");
        assertThat(aligned.values(2, "genres")).containsExactly("Drama", "War");
        assertThat(aligned.align(IdIndex.of("new", "a", "b"))).isSameAs(aligned);
        assertThat(Attributes.NONE.align(target).ids()).isSameAs(target);
    }

    @Test
    void aBuiltOneDoesNotChange() {
        var builder = new Attributes.Builder().put("a", "f", List.of("1"));
        Attributes first = builder.build();
        builder.put("a", "f", "2").put("b", "g", "3");
        assertThat(first.text(0, "f")).isEqualTo("1");
        assertThat(first.fields()).containsExactly("f");
        assertThat(first.ids().size()).isEqualTo(1);
    }

    @Test
    void aRowHasTheValuesOfItsIdAndOneOfNobodyHasNone() {
        Attributes table =
                new Attributes.Builder().put("u", "tags", "a", "b").id("v").field("age").build();
        AttributeRow known = table.of("u");
        assertThat(known.values("tags")).containsExactly("a", "b");
        assertThat(known.text("tags")).isEqualTo("a|b");
        assertThat(known.isEmpty()).isFalse();
        assertThat(table.of("v").isEmpty()).isTrue();
        assertThat(table.of("nobody").isEmpty()).isTrue();
        assertThat(table.of("nobody").fields()).containsExactly("tags", "age");
        AttributeRow made = AttributeRow.of(Map.of("age", List.of("25")));
        assertThat(made.text("age")).isEqualTo("25");
        assertThat(AttributeRow.of(Map.of())).isEqualTo(AttributeRow.NONE);
        assertThat(Attributes.NONE.of("u")).isEqualTo(AttributeRow.NONE);
    }

    @Test
    void rowsAreReplacedWholeAndOthersAddedWithoutMovingAny() {
        Attributes before =
                new Attributes.Builder()
                        .put("a", "x", "1")
                        .put("a", "y", "2")
                        .put("b", "x", "3")
                        .build();
        Attributes after =
                before.with(
                        Map.of(
                                "a", Map.of("x", List.of("4")),
                                "c", Map.of("z", List.of("5", "6"))));
        assertThat(after.ids().ids()).containsExactly("a", "b", "c");
        assertThat(after.fields()).containsExactly("x", "y", "z");
        assertThat(after.of("a").text("x")).isEqualTo("4");
        assertThat(after.of("a").text("y")).as("replaced whole").isNull();
        assertThat(after.of("b").text("x")).isEqualTo("3");
        assertThat(after.of("c").values("z")).containsExactly("5", "6");
        assertThat(after.of("b").values("z")).isEmpty();
        assertThat(before.of("a").text("y")).as("immutable").isEqualTo("2");
        assertThat(before.ids().size()).isEqualTo(2);
    }
}
