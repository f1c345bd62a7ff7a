package dev.kindred.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Node.Sequence;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {
    @Test
    void everyValueKnowsItsPlace() {
        var root = (Mapping) YamlTree.read("f", "a:\n  b: [1, 'x y']\n  c: ~\nd: \"\"\n");
        var inner = (Mapping) root.values().get("a");
        var list = (Sequence) inner.values().get("b");
        assertThat(list.values())
                .containsExactly(
                        new Scalar(Origin.file("f", 2, 7), "1"),
                        new Scalar(Origin.file("f", 2, 10), "x y"));
        assertThat(inner.keys().get("c")).isEqualTo(Origin.file("f", 3, 3));
        assertThat(((Scalar) inner.values().get("c")).text()).isNull();
        assertThat(((Scalar) root.values().get("d")).text()).isEmpty();
        assertThat(YamlTree.read("f", "# nothing\n")).isInstanceOf(Mapping.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a: !!javax.script.ScriptEngineManager [1]; line 1 column 4; must not use tags",
                "a: !!int 3; line 1 column 4; must not use tags",
                "a: &x [1, 2]; line 1 column 4; must not use anchors: &x",
                "a: &x 1; line 1 column 4; must not use anchors",
                "a: *x; line 1 column 4; must not use aliases: *x",
                "a: [1; line 1 column 6; no YAML here",
                "a: 1\\na: 2; line 2 column 1; the key \"a\" twice; the first is in line 1",
                "? [1]\\n: 2; line 1 column 3; a key that is a list",
                "a: 1\\n---\\nb: 2; line 2 column 1; one document",
                "a: b: c; line 1 column 5; no YAML here",
                "\\ta: 1; line 1 column 1; no YAML here"
            })
    void whatSettingsDoNotNeedIsRefusedWithItsPlace(String yaml, String place, String what) {
        assertThatThrownBy(() -> YamlTree.read("f", yaml.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(what);
    }

    @Test
    void bombsCostNothing() {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1; level < 30; level++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(level, level, level - 1, level - 1));
        }
        for (String hostile :
                new String[] {
                    bomb.toString(),
                    "[".repeat(100_000),
                    "{a: ".repeat(100_000),
                    "- ".repeat(100_000),
                    "x".repeat(1_000_001),
                    "? ".repeat(10_000)
                }) {
            assertThatThrownBy(() -> YamlTree.read("f", hostile))
                    .isInstanceOf(SettingsException.class);
        }
    }

    @Test
    void noTextDoesMoreThanBeRefused() {
        var random = new SplittableRandom(7);
        String signs = "ab:-[]{}&*!|>'\"%@`#,? \n\t0~\\\u0000\ufeff\u2028";
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(1, 40); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            try {
                YamlTree.read("f", text.toString());
            } catch (SettingsException e) {
                refused++;
                assertThat(e.problems().get(0).origin().line()).isPositive();
            }
        }
        assertThat(refused).isBetween(1000, 4999);
    }
}
