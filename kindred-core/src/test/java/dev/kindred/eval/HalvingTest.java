package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.Tuner.Budget;
import dev.kindred.factor.IalsConfig;
import dev.kindred.linear.EaseConfig;
import dev.kindred.model.SearchRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalvingTest {
    private static SearchSpace space(Record config, String range) {
        return new SearchSpace("it", config, SearchRange.all(config, range));
    }

    private static SearchSpace ease() {
        return space(EaseConfig.builder().build(), "regularization=1..10");
    }

    private static SearchSpace ials(int epochs) {
        return space(IalsConfig.builder().epochs(epochs).build(), "regularization=1..10");
    }

    @Test
    void usersArePartedAsLongAsThereAreEnough() {
        // a ninth of 1800 is 200; a third of 600 is 200
        assertThat(Halving.of(Budget.AUTO, ease(), 1800).shares())
                .containsExactly(1 / 9.0, 1 / 3.0, 1.0);
        assertThat(Halving.of(Budget.AUTO, ease(), 1790).shares()).containsExactly(1 / 3.0, 1.0);
        assertThat(Halving.of(Budget.USERS, ease(), 590)).isEqualTo(Halving.OFF);
        assertThat(Halving.of(Budget.NONE, ease(), 100_000)).isEqualTo(Halving.OFF);
        Halving halving = Halving.of(Budget.AUTO, ease(), 2000);
        assertThat(halving.budget()).isEqualTo(Budget.USERS);
        assertThat(halving.users(0, 2000)).isEqualTo(223); // 222.2 rounded up
        assertThat(halving.users(2, 2000)).isEqualTo(2000);
        Record config = EaseConfig.builder().build();
        assertThat(halving.config(0, config, "ease")).isEqualTo(config);
    }

    @Test
    void epochsArePartedWhereTheAlgorithmHasThem() {
        Halving halving = Halving.of(Budget.AUTO, ials(16), 10_000);
        assertThat(halving.budget()).isEqualTo(Budget.EPOCHS);
        Record config = IalsConfig.builder().epochs(16).build();
        // 16 / 9 = 1.8, 16 / 3 = 5.3
        assertThat(halving.config(0, config, "ials"))
                .isEqualTo(IalsConfig.builder().epochs(2).build());
        assertThat(halving.config(1, config, "ials"))
                .isEqualTo(IalsConfig.builder().epochs(6).build());
        assertThat(halving.config(2, config, "ials")).isEqualTo(config);
        assertThat(halving.users(0, 10_000)).isEqualTo(10_000);
        assertThat(Halving.of(Budget.EPOCHS, ials(4), 10).shares()).containsExactly(1 / 3.0, 1.0);
    }

    @Test
    void fewOrSearchedEpochsAreNoBudget() {
        assertThat(Halving.of(Budget.AUTO, ials(3), 900).budget()).isEqualTo(Budget.USERS);
        SearchSpace searched = space(IalsConfig.builder().build(), "epochs=5..50");
        assertThat(Halving.of(Budget.AUTO, searched, 900).budget()).isEqualTo(Budget.USERS);
        for (SearchSpace none : List.of(ials(3), searched, ease())) {
            assertThatThrownBy(() -> Halving.of(Budget.EPOCHS, none, 900))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it has no number of epochs");
        }
    }

    @Test
    void aTrialGoesOnIfItIsInTheBestThird() {
        var halving = new Halving(Budget.USERS, List.of(1 / 3.0, 1.0));
        var order = new TrialOrder(Better.HIGHER);
        var earlier = new ArrayList<Trial>();
        assertThat(halving.goesOn(0, -1, earlier, order)).as("the first").isTrue();
        for (int n = 1; n <= 8; n++) {
            earlier.add(trial(n, Trial.Status.STOPPED, n));
        }
        earlier.add(trial(9, Trial.Status.FAILED)); // did not get there
        // with the new one there are 9 of 1 .. 8: three may go on, so at most two may be better
        assertThat(halving.goesOn(0, 5.5, earlier, order)).isFalse();
        assertThat(halving.goesOn(0, 6.0, earlier, order)).isTrue();
        var lower = new TrialOrder(Better.LOWER);
        assertThat(halving.goesOn(0, 3.5, earlier, lower)).isFalse();
        assertThat(halving.goesOn(0, 3.0, earlier, lower)).isTrue();
    }

    @Test
    void trialsAreOrderedByBudgetThenValueThenNumber() {
        Trial good = trial(4, Trial.Status.COMPLETE, .1, .4);
        Trial same = trial(5, Trial.Status.COMPLETE, .3, .4);
        Trial low = trial(1, Trial.Status.COMPLETE, .3, .2);
        Trial stopped = trial(2, Trial.Status.STOPPED, .5);
        Trial failed = trial(3, Trial.Status.FAILED, .9, .9);
        assertThat(
                        List.of(failed, stopped, low, same, good).stream()
                                .sorted(new TrialOrder(Better.HIGHER)))
                .containsExactly(good, same, low, stopped, failed);
        assertThat(List.of(good, low).stream().sorted(new TrialOrder(Better.LOWER)))
                .containsExactly(low, good);
    }

    private static Trial trial(int number, Trial.Status status, double... values) {
        var list = new ArrayList<Double>();
        for (double value : values) {
            list.add(value);
        }
        return new Trial(number, Map.of(), status, list, 0, "");
    }
}
