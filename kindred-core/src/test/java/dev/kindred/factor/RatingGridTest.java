package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.testkit.Datasets;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RatingGridTest {
    private static RatingGrid grid(Dataset data, HeldBack held) {
        var scale = new RatingScale(0, 1, 0, 5);
        return new RatingGrid(data.byUser(), scale, held, new SplittableRandom(3));
    }

    @Test
    void everyInteractionIsInOneCellAndWalkedOnce() {
        Dataset data = Datasets.random(1, 300, 200, 60_000);
        var held = new HeldBack(data.size(), 0.1, new SplittableRandom(4));
        assertThat((double) held.size() / data.size()).isBetween(0.08, 0.12);
        RatingGrid grid = grid(data, held);
        assertThat(grid.size()).isGreaterThan(1);
        var met = new HashSet<String>();
        for (int cell = 0; cell < grid.size() * grid.size(); cell++) {
            Walk walk = grid.walk(cell, new SplittableRandom(cell));
            for (int n = 0; n < walk.length(); n++) {
                int k = walk.next();
                int entry = data.byUser().find(grid.user(k), grid.item(k));
                assertThat(held.contains(entry)).isFalse();
                assertThat((double) grid.value(k)).isEqualTo(data.byUser().value(entry));
                assertThat(met.add(grid.user(k) + " " + grid.item(k))).isTrue();
            }
        }
        assertThat(met).hasSize(grid.entries()).hasSize(data.size() - held.size());
    }

    @Test
    void cellsOfARoundShareNoUserAndNoItemAndAreOfSimilarSize() {
        Dataset data = Datasets.random(2, 400, 300, 60_000);
        RatingGrid grid = grid(data, new HeldBack(0, 0, new SplittableRandom(1)));
        int size = grid.size();
        int largest = 0;
        for (int round = 0; round < size; round++) {
            var users = new HashSet<Integer>();
            var items = new HashSet<Integer>();
            for (int group = 0; group < size; group++) {
                Walk walk = grid.walk(grid.cell(round, group), new SplittableRandom(1));
                largest = Math.max(largest, walk.length());
                var cellUsers = new HashSet<Integer>();
                var cellItems = new HashSet<Integer>();
                for (int n = walk.length(); n > 0; n--) {
                    int k = walk.next();
                    cellUsers.add(grid.user(k));
                    cellItems.add(grid.item(k));
                }
                assertThat(users).doesNotContainAnyElementsOf(cellUsers);
                assertThat(items).doesNotContainAnyElementsOf(cellItems);
                users.addAll(cellUsers);
                items.addAll(cellItems);
            }
        }
        assertThat(largest).isLessThan(2 * grid.entries() / (size * size));
    }

    @Test
    void walksOfShortCellsVisitEverything() {
        for (int length = 1; length < 40; length++) {
            var text = new StringBuilder();
            for (int k = 0; k < length; k++) {
                text.append("u").append(k % 5).append(" i").append(k).append(" 1 ");
            }
            RatingGrid grid =
                    grid(Datasets.of(text.toString()), new HeldBack(0, 0, new SplittableRandom()));
            Walk walk = grid.walk(0, new SplittableRandom(length));
            var met = new HashSet<Integer>();
            for (int n = 0; n < length; n++) {
                met.add(walk.next());
            }
            assertThat(met).hasSize(length);
        }
    }
}
