package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testkit.ExternalData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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

    @Test
    void theReferencePageSaysWhatTheCodeDoes() throws IOException {
        String page = Files.readString(ExternalData.root().resolve("docs/reference/metrics.md"));
        Metrics.known()
                .forEach(
                        (name, definition) ->
                                assertThat(page)
                                        .contains("| `%s` | %s |".formatted(name, definition)));
        long rows = page.lines().filter(line -> line.startsWith("| `")).count();
        assertThat(rows).isEqualTo(Metrics.known().size());
    }

    /** The example of docs/contributing-metrics.md. */
    record FirstHit() implements UserMetric {
        @Override
        public String name() {
            return "first-hit";
        }

        @Override
        public String definition() {
            return "1 if the first item is a target, else 0";
        }

        @Override
        public int depth() {
            return 1;
        }

        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public double value(Outcome outcome) {
            return outcome.targets() == 0 ? Double.NaN : outcome.hits(1);
        }
    }

    @Test
    void aMetricOfOnesOwnIsMeasuredLikeTheOthers() {
        Evaluation evaluation =
                Reports.wantingItem0(50)
                        .metrics(List.of(new FirstHit(), Metrics.of("hit-rate@1")))
                        .build();
        Report report = Reports.finding("some", evaluation, .5, 1);
        assertThat(report.metric("first-hit")).isEqualTo(report.metric("hit-rate@1"));
        assertThat(report.intervals().get("first-hit"))
                .isEqualTo(report.intervals().get("hit-rate@1"));
        assertThat(report.protocol().metrics())
                .containsEntry("first-hit", "1 if the first item is a target, else 0");
    }
}
