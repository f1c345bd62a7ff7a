package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void namesCarryTheListLength() {
        assertThat(Metrics.parse("ndcg@10, recall@20,rmse,ndcg@10"))
                .extracting(Metric::name)
                .containsExactly("ndcg@10", "recall@20", "rmse");
        assertThat(Metrics.of("ndcg@10").depth()).isEqualTo(10);
        assertThat(Metrics.of("rmse").depth()).isEqualTo(Metric.NO_LIST);
    }

    @Test
    void unknownNamesAreGuessedAndAllAreListed() {
        assertThatThrownBy(() -> Metrics.parse("ndgc@10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown metric \"ndgc@10\" (did you mean \"ndcg\"?)")
                .hasMessageContaining("recall@k")
                .hasMessageContaining("rmse");
        assertThatThrownBy(() -> Metrics.parse("")).hasMessageContaining("unknown metric \"\"");
    }

    @Test
    void aListLengthIsNeededExactlyWhereThereIsAList() {
        for (String wrong :
                new String[] {"ndcg", "ndcg@", "ndcg@0", "ndcg@-1", "ndcg@x", "ndcg@99999999"}) {
            assertThatThrownBy(() -> Metrics.of(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Maybe ndcg@10");
        }
        assertThatThrownBy(() -> Metrics.of("rmse@10")).hasMessageContaining("no list length");
    }
}
