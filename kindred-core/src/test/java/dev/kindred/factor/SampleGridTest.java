package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.SparseRows;
import dev.kindred.testkit.Datasets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleGridTest {
    private static final SparseRows LIKES = Datasets.random(1, 300, 200, 60_000).byUser();
    private static final HeldBack NONE = new HeldBack(0, 0, new SplittableRandom(4));

    private static SampleGrid grid(HeldBack held) {
        return new SampleGrid(LIKES, held, new SplittableRandom(3));
    }

    @Test
    void everyLikeThatIsNotHeldBackIsMetOncePerEpoch() {
        var held = new HeldBack(LIKES.entries(), 0.1, new SplittableRandom(4));
        SampleGrid grid = grid(held);
        assertThat(grid.size()).isGreaterThan(2);
        for (int epoch = 0; epoch < 2; epoch++) {
            var met = new HashSet<Integer>();
            SampleGrid.Epoch groups = grid.epoch(new SplittableRandom(epoch));
            for (int round = 0; round < grid.size(); round++) {
                for (int userGroup = 0; userGroup < grid.size(); userGroup++) {
                    cell(grid, groups, round, userGroup, new HashSet<>(), new HashSet<>(), met);
                }
            }
            assertThat(met).hasSize(LIKES.entries() - held.size()).hasSize(grid.entries());
            assertThat(met).noneMatch(held::contains);
        }
    }

    @Test
    void cellsOfARoundShareNoUserAndNoItemThatIsLikedOrDrawn() {
        SampleGrid grid = grid(NONE);
        SampleGrid.Epoch groups = grid.epoch(new SplittableRandom(9));
        for (int round = 0; round < grid.size(); round++) {
            var users = new HashSet<Integer>();
            var items = new HashSet<Integer>();
            for (int userGroup = 0; userGroup < grid.size(); userGroup++) {
                var cellUsers = new HashSet<Integer>();
                var cellItems = new HashSet<Integer>();
                cell(grid, groups, round, userGroup, cellUsers, cellItems, new HashSet<>());
                var random = new SplittableRandom(round);
                for (int draw = 0; draw < 500; draw++) {
                    cellItems.add(groups.draw(groups.group(round, userGroup), random));
                }
                assertThat(users).doesNotContainAnyElementsOf(cellUsers);
                assertThat(items).doesNotContainAnyElementsOf(cellItems);
                users.addAll(cellUsers);
                items.addAll(cellItems);
            }
            assertThat(items).hasSize(LIKES.columns());
        }
    }

    private static void cell(
            SampleGrid grid,
            SampleGrid.Epoch groups,
            int round,
            int userGroup,
            Set<Integer> users,
            Set<Integer> items,
            Set<Integer> met) {
        int group = groups.group(round, userGroup);
        for (int part = 0; part < grid.size(); part++) {
            Walk walk = groups.walk(userGroup, group, part, new SplittableRandom(part));
            for (int n = walk.length(); n > 0; n--) {
                int k = walk.next();
                users.add(grid.user(k));
                items.add(grid.item(k));
                assertThat(met.add(LIKES.find(grid.user(k), grid.item(k)))).isTrue();
            }
        }
    }

    @Test
    void anItemMeetsAllOthersOverTheEpochsAndEquallyOften() {
        // With groups of 1/size of the items, two of 200 items are together with a chance of
        // about 1/size per epoch, whatever the two are.
        SampleGrid grid = grid(NONE);
        Map<Integer, Integer> together = new HashMap<>();
        int epochs = 400;
        for (int epoch = 0; epoch < epochs; epoch++) {
            SampleGrid.Epoch groups = grid.epoch(new SplittableRandom(epoch));
            for (int group = 0; group < grid.size(); group++) {
                var drawn = new HashSet<Integer>();
                var random = new SplittableRandom(epoch);
                for (int draw = 0; draw < 1000; draw++) {
                    drawn.add(groups.draw(group, random));
                }
                if (drawn.contains(0)) {
                    drawn.forEach(other -> together.merge(other, 1, Integer::sum));
                }
            }
        }
        assertThat(together).hasSize(LIKES.columns()).containsEntry(0, epochs);
        double expected = (double) epochs / grid.size();
        long apart = together.values().stream().filter(n -> n < epochs && n > 2 * expected).count();
        assertThat(apart).isZero();
    }

    @Test
    void smallDataAreOneCell() {
        var grid = new SampleGrid(Datasets.of("a x 1").byUser(), NONE, new SplittableRandom(1));
        assertThat(grid.size()).isOne();
        assertThat(grid.epoch(new SplittableRandom(1)).draw(0, new SplittableRandom(1))).isZero();
    }
}
