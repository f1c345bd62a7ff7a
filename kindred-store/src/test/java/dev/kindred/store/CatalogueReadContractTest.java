package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All items and users at once, in the shape of core. */
@ParameterizedClass
@EnumSource(Engine.class)
class CatalogueReadContractTest {
    @Parameter Engine engine;
    private Project project;
    private Items items;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        items = project.items();
    }

    private static ItemRecord item(
            String id, String attributes, @Nullable Long from, @Nullable Long until, boolean hid) {
        return new ItemRecord(
                id,
                "Title " + id,
                null,
                "ann",
                List.of("a|b", "c"),
                "{\"provider\":\"acme\"}",
                attributes,
                null,
                from,
                until,
                hid);
    }

    @Test
    void modelsLearnNeitherFromDatesNorFromDeletedItems() {
        items.put(
                List.of(
                        item("a", "{\"price\":1}", null, null, true),
                        item("b", "{\"price\":2}", 1000L, 86_400_000L, false),
                        item("c", "{\"price\":3,\"only\":1}", null, null, false)));
        items.delete("c");
        Attributes learnable = items.catalogue().learnable();
        assertThat(learnable.ids().ids()).containsExactly("a", "b");
        assertThat(learnable.fields()).contains("title", "price", "group.provider");
        assertThat(learnable.fields())
                .doesNotContain("created", "availableFrom", "availableUntil", "hidden");
        assertThat(learnable.values(1, "price")).containsExactly("2");
    }

    @Test
    void everythingKnownOfAnItemIsAField() {
        String own =
                "{\"price\":12.50,\"tags\":[\"x\",\"y\"],\"size\":{\"w\":3},\"title\":\"no\",\"new\":true,\"none\":null}";
        items.put(List.of(item("i", own, 1000L, 86_400_000L, false)));
        Attributes read = items.catalogue().attributes();
        int row = read.ids().row("i");
        assertThat(read.values(row, "title")).containsExactly("Title i");
        assertThat(read.values(row, "owner")).containsExactly("ann");
        assertThat(read.values(row, "categories")).containsExactly("a|b", "c");
        assertThat(read.values(row, "group.provider")).containsExactly("acme");
        assertThat(read.values(row, "price")).containsExactly("12.50");
        assertThat(read.values(row, "tags")).containsExactly("x", "y");
        assertThat(read.values(row, "size.w")).containsExactly("3");
        assertThat(read.values(row, "new")).containsExactly("true");
        assertThat(read.values(row, "none")).isEmpty();
        assertThat(read.values(row, "text")).isEmpty();
        assertThat(read.values(row, "availableFrom")).containsExactly("1970-01-01T00:00:01Z");
        assertThat(read.values(row, "availableUntil")).containsExactly("1970-01-02T00:00:00Z");
        // the test clock starts at 1,700,000,000 s = 2023-11-14T22:13:20Z
        assertThat(read.values(row, "created").get(0)).startsWith("2023-1");
    }

    @Test
    void availabilityIsReadByRow() {
        items.put(
                List.of(
                        item("always", "{}", null, null, false),
                        item("dated", "{}", 10L, 20L, false),
                        item("hidden", "{}", null, null, true)));
        Catalogue all = items.catalogue();
        assertThat(all.count()).isEqualTo(3);
        int dated = all.ids().row("dated");
        assertThat(all.isAvailable(all.ids().row("always"), 0)).isTrue();
        assertThat(all.isAvailable(dated, 9)).isFalse();
        assertThat(all.isAvailable(dated, 10)).isTrue();
        assertThat(all.isAvailable(dated, 20)).isFalse();
        assertThat(all.isAvailable(all.ids().row("hidden"), 0)).isFalse();
        assertThat(all.isHidden(all.ids().row("hidden"))).isTrue();
        assertThat(all.isAvailable(all.ids().row("unknown"), 0)).isFalse();
    }

    @Test
    void embeddingsAreKeptAsideAndGivenAsAFieldOnRequest() {
        var with =
                new ItemRecord(
                        "v",
                        "t",
                        null,
                        null,
                        List.of(),
                        "{}",
                        "{}",
                        new float[] {0.5f, -2},
                        null,
                        null,
                        false);
        items.put(List.of(ItemRecord.of("a", "t"), with));
        Catalogue all = items.catalogue();
        assertThat(all.embedding(all.ids().row("v"))).containsExactly(0.5f, -2);
        assertThat(all.embedding(all.ids().row("a"))).isNull();
        assertThat(all.attributes().fields()).doesNotContain("embedding");
        Attributes wide = all.attributesWithEmbeddings();
        assertThat(wide.of("v").values("embedding")).containsExactly("0.5 -2.0");
        assertThat(wide.of("v").text("title")).isEqualTo("t");
        assertThat(wide.of("a").values("embedding")).isEmpty();
    }

    @Test
    void readingOnAfterNothingOrAHiddenItemKeepsTheAttributes() {
        items.put(List.of(item("a", "{}", null, null, false), item("b", "{}", null, null, false)));
        Catalogue first = items.catalogue();
        assertThat(items.catalogue(first)).isSameAs(first);
        items.hide("a", true);
        Catalogue second = items.catalogue(first);
        assertThat(second.isAvailable(second.ids().row("a"), 0)).isFalse();
        assertThat(second.attributes()).isSameAs(first.attributes());
        assertThat(first.isAvailable(first.ids().row("a"), 0)).as("immutable").isTrue();
    }

    /** What is there, by id: naively, from the records. */
    private static Map<String, Map<String, List<String>>> content(Catalogue catalogue) {
        var content = new HashMap<String, Map<String, List<String>>>();
        Attributes attributes = catalogue.attributes();
        for (String id : catalogue.items()) {
            int row = catalogue.ids().row(id);
            var fields = new HashMap<String, List<String>>();
            for (String field : attributes.fields()) {
                if (!attributes.values(row, field).isEmpty()) {
                    fields.put(field, attributes.values(row, field));
                }
            }
            fields.put("available", List.of("" + catalogue.isAvailable(row, 15)));
            content.put(id, fields);
        }
        return content;
    }

    @Test
    void readingOnGivesWhatReadingAllGives() {
        var random = new Random(7);
        Catalogue running = items.catalogue();
        for (int round = 0; round < 40; round++) {
            for (int k = 0; k < 3; k++) {
                changeSomething(random);
            }
            running = items.catalogue(running);
            assertThat(content(running))
                    .as("round %d", round)
                    .isEqualTo(content(items.catalogue()));
            assertThat(running.count()).isEqualTo((int) items.count());
            assertThat(running.version()).isEqualTo(project.versions().catalogue());
        }
    }

    private void changeSomething(Random random) {
        String id = "i" + random.nextInt(8);
        switch (random.nextInt(4)) {
            case 0 -> items.hide(id, random.nextBoolean());
            case 1 -> items.delete(id);
            case 2 -> project.persons().merge("ann", "bob" + random.nextInt());
            default -> {
                String field = "f" + random.nextInt(5);
                Long from = random.nextBoolean() ? null : Long.valueOf(random.nextInt(30));
                String own = "{\"%s\":%d}".formatted(field, random.nextInt(9));
                items.put(List.of(item(id, own, from, null, random.nextBoolean())));
            }
        }
    }

    @Test
    void usersAreReadAsAttributes() {
        var users = new ArrayList<UserRecord>();
        users.add(new UserRecord("zoë", "{\"age\":31,\"likes\":[\"a\",\"b\"]}"));
        users.add(new UserRecord("bare", "{}"));
        project.users().put(users);
        Attributes read = project.users().attributes();
        assertThat(read.ids().ids()).containsExactly("bare", "zoë");
        assertThat(read.of("zoë").values("likes")).containsExactly("a", "b");
        assertThat(read.of("zoë").text("age")).isEqualTo("31");
        assertThat(read.of("bare").isEmpty()).isTrue();
    }

    @Test
    void aCatalogueReadWholeKnowsWhatWasDeletedAndUntilWhenItemsAreThere() {
        items.put(List.of(item("a", "{}", null, 20L, false), item("b", "{}", null, null, false)));
        items.delete("b");

        Catalogue all = items.catalogue();

        int gone = all.ids().row("b");
        assertThat(gone).isNotEqualTo(dev.kindred.data.IdIndex.ABSENT);
        assertThat(all.isThere(gone)).isFalse();
        assertThat(all.isAvailable(gone, 0)).isFalse();
        assertThat(all.items()).containsExactly("a");
        assertThat(all.count()).isEqualTo(1);
        assertThat(all.availableUntil(all.ids().row("a"))).isEqualTo(20);
        items.put(List.of(item("b", "{}", null, null, false)));
        assertThat(items.catalogue(all).isAvailable(gone, 0)).isTrue();
    }
}
