package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.TestSet.TestUser;
import dev.kindred.testkit.Datasets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemSplitterTest {
    private static Dataset data(long seed, String without) {
        Dataset data = Datasets.random(seed, 30, 20, 250);
        var attributes = new Attributes.Builder();
        for (String id : data.items().ids()) {
            if (!id.equals(without)) {
                attributes.put(id, "title", "title of " + id);
            }
        }
        attributes.put("never had", "title", "nobody's");
        return new DatasetBuilder().itemAttributes(attributes.build()).build(Datasets.log(data));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hiddenItemsAreInTheTrainingDataWithoutInteractionsAndAreAllTheCandidates(long seed) {
        Dataset data = data(seed, "");
        int had = data.items().size() - 1;
        Split split = Splitters.parse("items:0.25").split(data, seed).get(0);
        Dataset train = split.train();
        assertThat(train.items().ids()).containsExactlyInAnyOrderElementsOf(data.items().ids());
        Set<String> candidates = new HashSet<>();
        for (TestUser user : split.test().users()) {
            candidates.addAll(
                    Arrays.stream(user.candidates())
                            .mapToObj(train.items()::id)
                            .collect(Collectors.toSet()));
            for (int target : user.targets()) {
                assertThat(user.candidates()).contains(target);
            }
        }
        assertThat(candidates).hasSize((int) Math.round(had * 0.25)).doesNotContain("never had");
        for (String hidden : candidates) {
            assertThat(train.byItem().size(train.items().row(hidden))).isZero();
        }
        assertThat(train.size() + split.test().targets()).isEqualTo(data.size());
    }

    @Test
    void theSameSeedHidesTheSameItemsAndAnotherOneOthers() {
        Dataset data = data(1, "");
        Splitter splitter = Splitters.parse("items:0.25");
        assertThat(splitter.description()).isEqualTo("items:0.25");
        int[] first = splitter.split(data, 5).get(0).test().users().get(0).candidates();
        assertThat(splitter.split(data, 5).get(0).test().users().get(0).candidates())
                .isEqualTo(first);
        assertThat(splitter.split(data, 6).get(0).test().users().get(0).candidates())
                .isNotEqualTo(first);
    }

    @Test
    void aHiddenItemWithoutAttributesIsATargetThatNobodyCanFind() {
        String popular = Datasets.random(1, 30, 20, 250).items().id(0);
        Dataset data = data(1, popular);
        for (long seed = 0; seed < 20; seed++) {
            Split split = Splitters.parse("items:0.5").split(data, seed).get(0);
            if (!split.train().items().contains(popular)) {
                long unknown =
                        split.test().users().stream()
                                .flatMapToInt(user -> Arrays.stream(user.targets()))
                                .filter(target -> target == IdIndex.ABSENT)
                                .count();
                assertThat(unknown).isEqualTo(data.byItem().size(data.items().row(popular)));
                return;
            }
        }
        throw new AssertionError("no seed hid the item");
    }

    @Test
    void withoutAttributesThereIsNothingToRank() {
        Dataset data = Datasets.random(1, 30, 20, 250);
        assertThatThrownBy(() -> Splitters.parse("items:0.2").split(data, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "attributes of the items are needed. Maybe --items FILE is missing");
    }
}
