package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigBinderTest {
    /** An enum with a dash in its name. */
    public enum Kind {
        PLAIN,
        TF_IDF
    }

    /** One component of every type. */
    public record Settings(
            int count,
            long seed,
            double rate,
            boolean fast,
            String name,
            Kind kind,
            List<Integer> layers) {
        public Settings {
            Checks.positive("count", count);
            layers = List.copyOf(layers);
        }
    }

    private static final Settings DEFAULTS =
            new Settings(1, -2L, 0.1, false, "n", Kind.PLAIN, List.of(100, 50));

    private static Settings bind(Map<String, String> settings) {
        return (Settings) ConfigBinder.bind(DEFAULTS, settings, "algo");
    }

    @Test
    void settingsReplaceDefaults() {
        assertThat(bind(Map.of())).isEqualTo(DEFAULTS);
        assertThat(
                        bind(
                                Map.of(
                                        "count", " 7 ",
                                        "seed", "9223372036854775807",
                                        "rate", "1e-3",
                                        "fast", "TRUE",
                                        "name", "with, comma",
                                        "kind", "tf-idf",
                                        "layers", "3, 2,1")))
                .isEqualTo(
                        new Settings(
                                7,
                                Long.MAX_VALUE,
                                0.001,
                                true,
                                "with, comma",
                                Kind.TF_IDF,
                                List.of(3, 2, 1)));
        assertThat(bind(Map.of("layers", "")).layers()).isEmpty();
    }

    @Test
    void textsAreReadBack() {
        Settings odd =
                new Settings(2, 5, 0.1 + 0.2, true, "x", Kind.TF_IDF, List.of(Integer.MIN_VALUE));
        for (Settings settings : List.of(DEFAULTS, odd)) {
            Map<String, String> texts = ConfigBinder.toTexts(settings);
            assertThat(bind(texts)).isEqualTo(settings);
        }
        Map<String, String> texts = ConfigBinder.toTexts(DEFAULTS);
        assertThat(texts.keySet())
                .containsExactly("count", "seed", "rate", "fast", "name", "kind", "layers");
        assertThat(texts).containsEntry("kind", "plain").containsEntry("layers", "100,50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count|x|algo count must be a whole number, but is \"x\"",
                "count|1.5|algo count must be a whole number, but is \"1.5\"",
                "count|2147483648|algo count must be a whole number, but is \"2147483648\"",
                "count|''|algo count must be a whole number, but is \"\"",
                "count|0|algo: count must be at least 1, but is 0",
                "rate|fast|algo rate must be a number, but is \"fast\"",
                "fast|yes|algo fast must be true or false, but is \"yes\"",
                "kind|tfidf|algo kind must be one of plain, tf-idf, but is \"tfidf\" (did you mean \"tf-idf\"?)",
                "layers|1,x|algo layers must be a whole number, but is \"1,x\"",
                "cuont|1|algo has no setting \"cuont\" (did you mean \"count\"?); it has count, seed, rate, fast, name, kind, layers",
            })
    void aBadSettingIsNamed(String name, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** No settings at all. */
    public record None() {}

    @Test
    void aConfigurationWithoutSettingsHasNone() {
        assertThat(ConfigBinder.toTexts(new None())).isEmpty();
        assertThatThrownBy(() -> ConfigBinder.bind(new None(), Map.of("a", "b"), "algo"))
                .hasMessage("algo has no setting \"a\"; it has none");
    }

    @Test
    void saysWhatEveryComponentMayBe() {
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "count")).isEqualTo("a whole number");
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "seed")).isEqualTo("a whole number");
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "rate")).isEqualTo("a number");
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "fast")).isEqualTo("true or false");
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "kind")).isEqualTo("plain, tf-idf");
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "name")).isEqualTo("a text");
        assertThat(ConfigBinder.valuesOf(DEFAULTS, "layers")).startsWith("whole numbers");
        assertThatThrownBy(() -> ConfigBinder.valuesOf(DEFAULTS, "colour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour");
    }
}
