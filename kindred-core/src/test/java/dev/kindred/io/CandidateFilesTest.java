package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandidateFilesTest extends FileTest {
    private CandidateFiles.Result candidates(String text) {
        return CandidateFiles.read(data(text), DEFAULTS);
    }

    @Test
    void readsNcfLines() {
        CandidateFiles.Result result =
                candidates("(0,25)\t7\t8\t9\t\n(1, 13)\t7\n(0,26)\t5\n(2,4)\n");
        assertThat(result.candidates())
                .isEqualTo(
                        Map.of(
                                "0",
                                List.of("7", "8", "9", "5"),
                                "1",
                                List.of("7"),
                                "2",
                                List.of()));
        assertThat(result.positives())
                .isEqualTo(Map.of("0", List.of("25", "26"), "1", List.of("13"), "2", List.of("4")));
        assertThat(result.report().format()).isEqualTo(InputFormat.NCF_CANDIDATES);
        assertThat(result.report().accepted()).isEqualTo(4);
    }

    @Test
    void readsPairsInOrder() {
        CandidateFiles.Result result = candidates("user,item\nu2,b\nu1,a\nu2,a\n");
        assertThat(result.candidates())
                .isEqualTo(Map.of("u2", List.of("b", "a"), "u1", List.of("a")));
        assertThat(result.candidates().keySet()).containsExactly("u2", "u1");
        assertThat(result.positives()).isEmpty();
    }

    @Test
    void readsAdjacencyLines() {
        assertThat(candidates("1 7 8 9\n2 7\n").candidates())
                .isEqualTo(Map.of("1", List.of("7", "8", "9"), "2", List.of("7")));
    }

    @Test
    void badLinesAreReported() {
        ReadReport report =
                candidates("(0,25)\t7\n0,25\t7\n(1,)\t7\n(2,3)\t\t8\n(3 4)\t5\n").report();
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.examples())
                .extracting(line -> line.line() + " " + line.reason())
                .containsExactly(
                        "2 the line does not start with (user,item)",
                        "3 the item is empty",
                        "4 the item is empty",
                        "5 the line does not start with (user,item)");
        var strict = DEFAULTS.withStrict(true);
        String source = data("(0,25)\t7\n(1,\t7\n");
        assertThatThrownBy(() -> CandidateFiles.read(source, strict))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(source + " line 2: ");
    }
}
