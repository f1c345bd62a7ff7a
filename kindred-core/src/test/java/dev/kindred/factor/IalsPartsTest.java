package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.io.Tensors;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.Datasets;
import org.junit.jupiter.api.Test;

class IalsPartsTest {
    private static final Dataset DATA = Datasets.twoTastes(30);
    private static final IalsConfig CONFIG = IalsConfig.builder().factors(4).epochs(3).build();
    private static final FitContext CONTEXT = new FitContext(1, 1);

    @Test
    void trainedFactorsGiveTheModelThatTrainedThem() {
        IalsModel trained = new Ials(CONFIG).fit(DATA, CONTEXT);
        var tensors = new Tensors();
        trained.save(tensors);
        long likes = DATA.byUser().positive().entries();
        double unobserved =
                IalsParts.unobservedWeight(CONFIG, DATA.users().size(), DATA.items().size(), likes);
        float[] factors = tensors.floats("model.items").clone();
        IalsModel made =
                IalsParts.model(trained.info(), DATA.items(), CONFIG, unobserved, factors, CONTEXT);
        float[] wanted = new float[DATA.items().size()];
        float[] scores = new float[wanted.length];
        for (int user = 0; user < DATA.users().size(); user++) {
            trained.score(DATA.history(user), wanted);
            made.score(DATA.history(user), scores);
            assertThat(scores).containsExactly(wanted, within(1e-5f));
        }
    }

    @Test
    void theWeightOfUnobservedPairsIsTenTimesTheDensity() {
        // 50 likes in 10 x 100 cells: 10 x .05
        assertThat(IalsParts.unobservedWeight(CONFIG, 10, 100, 50)).isEqualTo(.5);
        IalsConfig given = IalsConfig.builder().unobservedWeight(.02).build();
        assertThat(IalsParts.unobservedWeight(given, 10, 100, 50)).isEqualTo(.02);
    }

    @Test
    void factorsThatAreNoNumbersAreRefused() {
        float[] factors = new float[4 * DATA.items().size()];
        factors[3] = Float.NaN;
        IalsModel any = new Ials(CONFIG).fit(DATA, CONTEXT);
        assertThatThrownBy(
                        () ->
                                IalsParts.model(
                                        any.info(), DATA.items(), CONFIG, .1, factors, CONTEXT))
                .hasMessageContaining("item factor");
    }
}
