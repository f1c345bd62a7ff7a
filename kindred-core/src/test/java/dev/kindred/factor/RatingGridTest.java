package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.internal.kernel.Descent;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.Datasets;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RatingGridTest {
    private static RatingGrid grid(Dataset data, HeldBack held) {
        var scale = new RatingScale(0, 1, 0, 5);
        return new RatingGrid(
                data.byUser(), scale, held, new SplittableRandom(3), new FitContext(1, 2));
    }

    @Test
    void everyRatingIsInOneCell() {
        Dataset data = Datasets.random(1, 300, 200, 60_000);
        var held = new HeldBack(data.size(), 0.1, new SplittableRandom(4));
        assertThat((double) held.size() / data.size()).isBetween(0.08, 0.12);
        RatingGrid grid = grid(data, held);
        assertThat(grid.size()).isGreaterThan(1);
        var met = new HashSet<String>();
        for (int cell = 0; cell < grid.size() * grid.size(); cell++) {
            for (int k = grid.start(cell); k < grid.start(cell + 1); k++) {
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
                int cell = grid.cell(round, group);
                largest = Math.max(largest, grid.start(cell + 1) - grid.start(cell));
                var cellUsers = new HashSet<Integer>();
                var cellItems = new HashSet<Integer>();
                for (int k = grid.start(cell); k < grid.start(cell + 1); k++) {
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
    void rowsOfTheDescentAreThoseAtTheirPlaces() {
        Dataset data = Datasets.random(3, 100, 80, 4_000);
        RatingGrid grid = grid(data, new HeldBack(0, 0, new SplittableRandom(1)));
        Descent descent = grid.descent(new Factors(100, 32), new Factors(80, 32));
        var places = new HashSet<Integer>();
        for (int user = 0; user < 100; user++) {
            int place = grid.userPlaces().of(user);
            assertThat(grid.userPlaces().row(place)).isEqualTo(user);
            assertThat(place)
                    .isBetween(
                            grid.userPlaces().start(grid.userPlaces().group(user)),
                            grid.userPlaces().end(grid.userPlaces().group(user)) - 1);
            places.add(place);
        }
        assertThat(places).hasSize(100);
        for (int k = 0; k < grid.entries(); k++) {
            assertThat(descent.ps()[k]).isEqualTo(32 * grid.userPlaces().of(grid.user(k)));
            assertThat(descent.qs()[k]).isEqualTo(32 * grid.itemPlaces().of(grid.item(k)));
        }
    }

    @Test
    void epochsBeginCellsAtDifferentPlacesOfThem() {
        Dataset data = Datasets.random(4, 300, 200, 30_000);
        RatingGrid grid = grid(data, new HeldBack(0, 0, new SplittableRandom(1)));
        int[] one = grid.begins(new SplittableRandom(1));
        int[] two = grid.begins(new SplittableRandom(2));
        int same = 0;
        for (int cell = 0; cell < one.length; cell++) {
            assertThat(one[cell]).isBetween(grid.start(cell), grid.start(cell + 1) - 1);
            same += one[cell] == two[cell] ? 1 : 0;
        }
        assertThat(same).isLessThan(one.length / 10);
    }
}
