package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BiasTest extends AlgorithmContract {
    private static final FitContext CONTEXT = new FitContext(1, 1);
    private static final Dataset SMALL = Datasets.of("a x 5 a y 3 b x 4");

    @Override
    protected Algorithm<?> algorithm() {
        return new Bias(BiasConfig.builder().build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    private static BiasModel fit(Dataset data, String preset, Map<String, String> settings) {
        return (BiasModel) Algorithms.create(Bias.NAME, preset, settings).fit(data, CONTEXT);
    }

    @Test
    void addsItemAndUserEffectToTheMean() {
        // mu 4, b_x 1/2, b_y -1; from x:5 the user has effect 1/2
        BiasModel model = fit(SMALL, null, Map.of("damping", "0"));
        History history = History.of(new int[] {0}, new double[] {5});
        assertThat(model.predict(history, 1)).isEqualTo(3.5);
        assertThat(model.predict(History.EMPTY, 1)).isEqualTo(3);
        assertThat(model.predict(history, IdIndex.ABSENT)).isEqualTo(4.5);
    }

    @Test
    void ratingOfTheItemItselfIsNoEvidence() {
        BiasModel model = fit(SMALL, null, Map.of());
        History history = SMALL.history(0);
        for (int item = 0; item < 2; item++) {
            assertThat(model.predict(history, item))
                    .isCloseTo(model.predict(history.without(item), item), within(1e-14));
        }
    }

    @Test
    void presetsAreThePlainMeans() {
        History history = History.of(new int[] {0, 1}, new double[] {5, 4});
        assertThat(fit(SMALL, "global-mean", Map.of()).predict(history, IdIndex.ABSENT))
                .isEqualTo(4);
        assertThat(fit(SMALL, "user-mean", Map.of()).predict(history, IdIndex.ABSENT))
                .isEqualTo(4.5);
        assertThat(fit(SMALL, "item-mean", Map.of()).predict(history, 1)).isEqualTo(3);
    }

    @Test
    void clipKeepsPredictionsWithinTheTrainingRange() {
        History happy = History.of(new int[] {1}, new double[] {5});
        // x: 4 + 1/2 + (5 - 3) = 6.5
        assertThat(fit(SMALL, null, Map.of("damping", "0")).predict(happy, 0)).isEqualTo(6.5);
        assertThat(fit(SMALL, null, Map.of("damping", "0", "clip", "true")).predict(happy, 0))
                .isEqualTo(5);
    }

    @Test
    void contributionsAddUpToTheUserEffect() {
        Dataset data = Datasets.random(4, 20, 15, 150);
        BiasModel model = fit(data, null, Map.of());
        History history = data.history(2);
        Explanation why = model.explain(history, 0);
        double sum = 0;
        for (double contribution : why.contributions()) {
            sum += contribution;
        }
        double withoutUser = model.biases().mean() + model.biases().itemEffect(0);
        assertThat(sum).isCloseTo(model.predict(history, 0) - withoutUser, within(1e-12));
    }

    @Test
    void separateDampingsWinOverTheCommonOne() {
        BiasModel model = fit(SMALL, null, Map.of("damping", "7", "itemDamping", "1"));
        assertThat(model.biases().itemEffect(1)).isEqualTo(-0.5);
        assertThat(model.biases().userDamping()).isEqualTo(7);
        assertThatThrownBy(() -> fit(SMALL, null, Map.of("userDamping", "-2")))
                .hasMessageContaining("userDamping must be a finite number of at least 0");
    }
}
