package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputWritersTest {
    @Test
    void csvQuotesWhatNeedsIt() throws IOException {
        var out = new StringWriter();
        Csv.line(out, "plain", "a,b", "say \"hi\"", "two\nlines", "", null, 0.1, Double.NaN);
        assertThat(out.toString())
                .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"\",,0.1,\n");
    }

    @Test
    void csvNumbersKeepFullPrecision() throws IOException {
        var out = new StringWriter();
        Csv.line(out, 4.660526471302494, 1.0 / 3);
        assertThat(out.toString()).isEqualTo("4.660526471302494,0.3333333333333333\n");
    }

    @Test
    void jsonHoldsEveryKindOfValue() throws IOException {
        var map = new LinkedHashMap<String, Object>();
        map.put("text", "a \"b\" \u00e9");
        map.put("number", 1.0 / 3);
        map.put("count", 7L);
        map.put("truth", true);
        map.put("none", Double.NaN);
        map.put("list", List.of(1, Map.of("x", "y")));
        var out = new StringWriter();
        Json.write(out, map);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .isEqualTo(
                        "{ \"text\" : \"a \\\"b\\\" \u00e9\", \"number\" : 0.3333333333333333,"
                                + " \"count\" : 7, \"truth\" : true, \"none\" : null,"
                                + " \"list\" : [ 1, { \"x\" : \"y\" } ] } ");
    }

    @Test
    void settingsAreTypedByTheirText() {
        Map<String, Object> typed =
                Settings.typed(Map.of("a", "5", "b", "0.5", "c", "true", "d", "cosine", "e", ".9"));
        assertThat(typed)
                .containsEntry("a", 5L)
                .containsEntry("b", 0.5)
                .containsEntry("c", true)
                .containsEntry("d", "cosine")
                .containsEntry("e", 0.9);
    }
}
