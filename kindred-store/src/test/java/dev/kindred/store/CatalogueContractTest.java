package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class CatalogueContractTest {
    @Parameter Engine engine;
    private Project project;
    private Items items;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        items = project.items();
    }

    private static ItemRecord full(float... embedding) {
        return new ItemRecord(
                "i/1",
                "Tïtle",
                "long text",
                "u9",
                List.of("a \"b\"", "c"),
                "{\"provider\":\"acme\"}",
                "{\"price\":12.5,\"tags\":[\"x\"]}",
                embedding,
                1000L,
                2000L,
                false);
    }

    @Test
    void anItemComesBackWithAllItsParts() {
        items.put(List.of(full(1.5f, -0f, Float.MIN_VALUE)));
        ItemRecord read = items.get("i/1");
        assertThat(read).usingRecursiveComparison().isEqualTo(full(1.5f, -0f, Float.MIN_VALUE));
        items.put(List.of(ItemRecord.of("i/1", null)));
        assertThat(items.get("i/1")).as("replaced whole").isEqualTo(ItemRecord.of("i/1", null));
        assertThat(items.get("unknown")).isNull();
    }

    @Test
    void availabilityIsFromInclusiveUntilExclusive() {
        ItemRecord item = full();
        assertThat(item.isAvailable(999)).isFalse();
        assertThat(item.isAvailable(1000)).isTrue();
        assertThat(item.isAvailable(1999)).isTrue();
        assertThat(item.isAvailable(2000)).isFalse();
    }

    @Test
    void everyChangeOfTheCatalogueRaisesItsVersion() {
        long start = project.versions().catalogue();
        items.put(List.of(ItemRecord.of("a", "A")));
        assertThat(items.hide("a", true)).isTrue();
        assertThat(items.get("a").hidden()).isTrue();
        assertThat(items.get("a").isAvailable(0)).isFalse();
        assertThat(items.hide("a", false)).isTrue();
        assertThat(items.delete("a")).isTrue();
        assertThat(project.versions().catalogue()).isEqualTo(start + 4);
        assertThat(items.delete("a")).isFalse();
        assertThat(items.hide("a", true)).isFalse();
        assertThat(project.versions().catalogue()).as("nothing changed").isEqualTo(start + 4);
    }

    @Test
    void listsAreInTheOrderOfTheBytesOfIdsAndGoOnAfterTheLast() {
        List<String> ids = List.of("é", "B", "a", "ab", "Z", "💜", "_", "1");
        items.put(ids.stream().map(id -> ItemRecord.of(id, null)).toList());
        project.users().put(ids.stream().map(id -> new UserRecord(id, "{}")).toList());
        // UTF-8: digits, capitals, "_", small letters, then c3..., then f0...
        String[] sorted = {"1", "B", "Z", "_", "a", "ab", "é", "💜"};
        assertThat(items.list("", 100)).extracting("id").containsExactly((Object[]) sorted);
        assertThat(items.list("_", 2)).extracting("id").containsExactly("a", "ab");
        assertThat(project.users().list("ab", 9)).extracting("id").containsExactly("é", "💜");
        assertThat(items.get(List.of("Z", "nope", "a"))).extracting("id").contains("Z", "a");
        assertThat(items.count()).isEqualTo(8);
        assertThat(project.users().count()).isEqualTo(8);
    }

    @Test
    void usersAreReplacedWholeAndProjectsDoNotSeeEachOther() {
        project.users().put(List.of(new UserRecord("u", "{\"age\":31}")));
        project.users().put(List.of(new UserRecord("u", "{\"country\":\"FR\"}")));
        assertThat(project.users().get("u").attributes()).isEqualTo("{\"country\":\"FR\"}");
        Project other = engine.newProject();
        assertThat(other.users().get("u")).isNull();
        assertThat(other.items().list("", 10)).isEmpty();
    }

    @Test
    void badRecordsAreRefusedWithTheirReason() {
        assertThatThrownBy(() -> new UserRecord("u", "[1]")).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> new UserRecord("u", "{\"a\":1} x")).hasMessageContaining("JSON");
        assertThatThrownBy(() -> new UserRecord("u", "{\"a\":1,\"a\":2}"))
                .hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> new UserRecord("u", "{\"a\":")).hasMessageContaining("JSON");
        assertThatThrownBy(() -> full(Float.NaN)).hasMessageContaining("finite numbers");
        assertThatThrownBy(
                        () ->
                                new ItemRecord(
                                        "i", null, null, null, List.of(), "{}", "{}", null, 5L, 5L,
                                        false))
                .hasMessageContaining("from 5 to 5");
    }
}
