package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.Algorithms;
import dev.kindred.testkit.ExternalData;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results that others have published for the same formulas on the same split. */
@Tag(ExternalData.TAG)
class ItemKnnPublishedTest {
    private static RankingTrial mcrec;

    @BeforeAll
    static void read() {
        mcrec = RankingTrial.mcrec();
    }

    /** M. Ferrari Dacrema et al., ACM TOIS 2021, table 46, on the split of the MCRec paper. */
    @ParameterizedTest
    @CsvSource({
        "mcrec-jaccard, .3177, .2043, .3766",
        "mcrec-dice, .3211, .2040, .3782",
        "mcrec-tversky, .3285, .2145, .3942",
        "mcrec, .3293, .2152, .3954"
    })
    void mcrecIsAsPublished(String preset, double precision, double recall, double ndcg) {
        var result = mcrec.run(Algorithms.create(ItemKnn.NAME, preset, Map.of()), 10);
        assertThat(result.precision()).isCloseTo(precision, within(.0006));
        assertThat(result.recall()).isCloseTo(recall, within(.0006));
        assertThat(result.ndcg()).isCloseTo(ndcg, within(.0006));
    }

    /** The ItemCF row of the BARS leaderboard for the LightGCN split: .1570 and .1214. */
    @Test
    void gowallaIsAsPublished() {
        RankingTrial gowalla = RankingTrial.gowalla();
        var result = gowalla.run(Algorithms.create(ItemKnn.NAME, "gowalla", Map.of()), 20);
        assertThat(result.recall()).isCloseTo(.1567, within(.001));
        assertThat(result.ndcg()).isCloseTo(.1213, within(.001));
    }
}
