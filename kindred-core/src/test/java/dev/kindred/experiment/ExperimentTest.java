package dev.kindred.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.io.DataException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
    @Test
    void weightsThatDoNotSumTo1AreAnError() {
        var low = List.of(new Variant("A", .5), new Variant("B", .4));
        assertThatThrownBy(() -> Experiment.builder("e").variants(low).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the weights of experiment \"e\" must sum to 1, but sum to 0.9."
                                + " Maybe lower the coverage instead, to leave units out");
        var high = List.of(new Variant("A", .5), new Variant("B", .6));
        assertThatThrownBy(() -> Experiment.builder("e").variants(high).build())
                .hasMessage("the weights of experiment \"e\" must sum to 1, but sum to 1.1");
        assertThat(Experiment.builder("e").variants("A", "B", "C").build().weights())
                .containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    @Test
    void whatBreaksARuleIsRefused() {
        Experiment.Builder good = Experiment.builder("e").variants("A", "B");
        assertThatThrownBy(() -> Experiment.builder(" ").variants("A", "B").build())
                .hasMessageContaining("id");
        assertThatThrownBy(() -> Experiment.builder("e").variants("A").build())
                .hasMessageContaining("at least 2 variants, but has 1");
        assertThatThrownBy(() -> Experiment.builder("e").variants("A", "A").build())
                .hasMessageContaining("two variants \"A\"");
        assertThatThrownBy(() -> good.build().withCoverage(1.5))
                .hasMessage("coverage must be between 0.0 and 1.0, but is 1.5");
        assertThatThrownBy(() -> good.build().toBuilder().version(0).build())
                .hasMessageContaining("version");
        assertThatThrownBy(() -> good.build().toBuilder().blockBelowVersion(2).build())
                .hasMessageContaining("at most the version, 1, but is 2");
        assertThatThrownBy(() -> good.build().toBuilder().salt("").build())
                .hasMessageContaining("salt");
        assertThatThrownBy(() -> good.build().toBuilder().forced(Map.of("u", "Bb")).build())
                .hasMessageContaining(
                        "\"u\": unknown variant \"Bb\" (did you mean \"B\"?); there are [A, B]");
        assertThatThrownBy(() -> good.build().toBuilder().targeting("user.age >").build())
                .hasMessageContaining("targeting: ");
        assertThatThrownBy(() -> good.build().toBuilder().targeting("1 + 1").build())
                .hasMessageContaining("targeting: ");
        assertThatThrownBy(() -> new Variant(" ", .5)).hasMessageContaining("blank");
        assertThatThrownBy(() -> new Variant("A", Double.NaN)).hasMessageContaining("weight");
        assertThatThrownBy(() -> new NamespaceSlice("n", .5, .5)).hasMessageContaining("above");
    }

    @Test
    void jsonGivesAnEqualExperiment() {
        Experiment full =
                Experiment.builder("menu")
                        .variants(List.of(new Variant("A", .25), new Variant("B", .75, "p7")))
                        .coverage(.1)
                        .salt("s")
                        .version(3)
                        .blockBelowVersion(2)
                        .hash(HashMethod.GROWTHBOOK_V2)
                        .namespace(new NamespaceSlice("page", .2, .7))
                        .targeting("user.country == 'CH'")
                        .forced(Map.of("qa", "B"))
                        .enabled(false)
                        .build();
        assertThat(ExperimentJson.read(ExperimentJson.write(full), "x")).containsExactly(full);
        Experiment plain = Experiment.builder("e").variants("A", "B").build();
        assertThat(ExperimentJson.read(ExperimentJson.write(plain), "x")).containsExactly(plain);
        assertThat(ExperimentJson.read("{\"id\":\"e\",\"variants\":[\"A\",\"B\"]}", "x"))
                .containsExactly(plain);
    }

    @Test
    void severalExperimentsAndFieldsOfOthersAreRead() {
        String text =
                """
                [{"id": "a", "variants": [{"name": "A", "weight": 0.2}, "B"], "metrics": [{"x": 1}]},
                 {"id": "b", "variants": ["A", "B"], "namespace": null, "description": "new"}]
                """;
        List<Experiment> both = ExperimentJson.read(text, "x");
        assertThat(both).extracting(Experiment::id).containsExactly("a", "b");
        assertThat(both.get(0).weights()).containsExactly(.2, .8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"e\",\"varaints\":[]}|f.json line 1: unknown field \"varaints\" (did you mean \"variants\"?)",
                "{\"variants\":[\"A\",\"B\"]}|an experiment needs an \"id\"",
                "{\"id\":\"e\"}|f.json: experiment \"e\" must have at least 2 variants",
                "{\"id\":\"e\",\"variants\":[\"A\",\"B\"],\"coverage\":\"x\"}|coverage must be a number",
                "{\"id\":\"e\",\"variants\":[\"A\",\"B\"],\"version\":1.5}|version must be a whole number",
                "{\"id\":\"e\",\"variants\":[{\"weight\":1}]}|a variant needs a \"name\"",
                "{\"id\":\"e\",\"variants\":{}}|variants must be an array",
                "{\"id\":\"e\",\"variants\":[1]}|a list of objects or names",
                "{\"id\":\"e\",\"variants\":[\"A\",\"B\"],\"enabled\":1}|enabled must be true or false",
                "{\"id\":\"e\",\"variants\":[\"A\",\"B\"],\"namespace\":{\"nam\":1}}|unknown field \"nam\"",
                "[]|one experiment, or an array of them",
                "[1]|an experiment must be an object",
                "{\"id\":|f.json line 1 is no JSON",
                "{} {}|an experiment needs an \"id\"",
            })
    void badJsonIsToldWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> ExperimentJson.read(text, "f.json"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("f.json")
                .hasMessageContaining(message);
    }
}
