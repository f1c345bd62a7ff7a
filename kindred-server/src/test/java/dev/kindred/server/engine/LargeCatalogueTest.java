package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.IdIndex;
import dev.kindred.store.ItemRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there are many items, not every request goes through all of them after a change. */
class LargeCatalogueTest {
    private static final int ITEMS = 6000;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

    @TempDir private Path folder;
    private ServedProject served;

    @BeforeEach
    void open() {
        served = new ServedProject(folder);
        var items = new ArrayList<ItemRecord>();
        for (int k = 0; k < ITEMS; k++) {
            items.add(ServedProject.item("i" + k, "c", "{\"price\":%d}".formatted(k % 10)));
        }
        served.project.items().put(items);
        served.event("ann", "i1");
        served.event("bob", "i1");
        served.event("bob", "i2");
        served.publish("popular");
        served.workspace.refresh();
    }

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> cheap() {
        return ServedProject.ids(
                served.answer(
                        RecommendationRequest.builder()
                                .user("ann")
                                .filter("price == 77")
                                .limit(10)
                                .build()));
    }

    private void put(String id, int price) {
        served.project
                .items()
                .put(List.of(ServedProject.item(id, "c", "{\"price\":%d}".formatted(price))));
    }

    private void awaitCheap(String... ids) {
        long start = System.nanoTime();
        while (!cheap().equals(List.of(ids)) && System.nanoTime() - start < LONGEST) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(cheap()).containsExactly(ids);
    }

    @Test
    void changedAttributesAreFollowedSoonAndKeptAnswersAreNotUsed() {
        assertThat(cheap()).isEmpty();
        put("i3", 77);
        awaitCheap("i3");
        put("i3", 5);
        awaitCheap();
    }

    @Test
    void newItemsAreThereSoon() {
        put("new", 77);
        awaitCheap("new");
        assertThat(served.workspace.serving().items().size()).isEqualTo(ITEMS + 1);
    }

    @Test
    void anItemThatIsHiddenOrDeletedIsGoneAtOnceWhateverElseChanged() {
        assertThat(served.ids("ann", 1)).containsExactly("i2");
        for (int round = 0; round < 20; round++) {
            put("i" + (10 + round), round);
            served.project.items().put(List.of(hidden("i2", round % 2 == 0)));
            assertThat(served.ids("ann", 1).contains("i2")).isEqualTo(round % 2 == 1);
        }
        served.project.items().delete("i2");
        assertThat(served.ids("ann", 1)).doesNotContain("i2");
    }

    private static ItemRecord hidden(String id, boolean hidden) {
        return new ItemRecord(
                id, "T", null, null, List.of("c"), "{}", "{}", null, null, null, hidden);
    }

    @Test
    void aRefreshLeavesNothingOut() {
        put("i3", 77);
        served.workspace.refresh();
        assertThat(cheap()).containsExactly("i3");
    }

    @Test
    void whatIsNotYetSeenIsBuiltFromWhatTheAttributesWereOf() {
        Universe before = served.workspace.serving().universe();
        put("i3", 77);
        var later = served.project.items().catalogue(before.catalogue());

        Universe part = before.withAvailability(later);
        assertThat(part.attributes()).isSameAs(before.attributes());
        assertThat(part.described()).isEqualTo(before.described());
        assertThat(part.catalogue()).isSameAs(later);

        Universe whole = Universe.of(before.items(), later, IdIndex.of(), part);
        int row = whole.items().row("i3");
        assertThat(whole.attributes().values(row, "price")).containsExactly("77");
        assertThat(whole.described()).isEqualTo(later.version());
        assertThat(whole.created(row)).isEqualTo(before.created(row)).isLessThan(Long.MAX_VALUE);
    }
}
