package dev.kindred.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.factor.IalsConfig;
import dev.kindred.linear.EaseConfig;
import dev.kindred.linear.Rp3BetaConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTextTest {
    @Test
    void partsHaveTheirOwnSettings() {
        List<Part> parts =
                PartsText.read(
                        "rp3beta(alpha=0.9, beta=0.3,neighbours=400) + ials [factors=256]+ease");
        assertThat(parts).extracting(Part::algorithm).containsExactly("rp3beta", "ials", "ease");
        assertThat(parts.get(0).config())
                .isEqualTo(Rp3BetaConfig.builder().alpha(.9).beta(.3).neighbours(400).build());
        assertThat(parts.get(1).config()).isEqualTo(IalsConfig.builder().factors(256).build());
        assertThat(parts.get(2).config()).isEqualTo(EaseConfig.builder().build());
    }

    @Test
    void presetsComeBeforeSettings() {
        List<Part> parts = PartsText.read("ease(preset=mcrec,dropout=.1)");
        assertThat(parts.get(0).config())
                .isEqualTo(EaseConfig.builder().regularization(458).dropout(.1).build());
    }

    @Test
    void attributesAndTheirWeightAreNoSettingsOfTheAlgorithm() {
        List<Part> parts =
                PartsText.read(
                        "ease(attributes=genres, director,attributeWeight=3)+ials(attributes=*)");
        assertThat(parts.get(0).attributes()).containsExactly("genres", "director");
        assertThat(parts.get(0).attributeWeight()).isEqualTo(3);
        assertThat(parts.get(0).config()).isEqualTo(EaseConfig.builder().build());
        assertThat(parts.get(1).attributes()).containsExactly("*");
        assertThat(parts.get(1).attributeWeight()).isEqualTo(1);
    }

    @Test
    void aHybridMayBeAPart() {
        List<Part> parts = PartsText.read("ease+hybrid(parts=popular+ials(factors=8),weights=1,2)");
        var inner = (HybridConfig) parts.get(1).config();
        assertThat(inner.parts()).isEqualTo("popular+ials(factors=8)");
        assertThat(inner.givenWeights()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ease++ials|an algorithm is missing",
                "''|an algorithm is missing",
                "esae|unknown algorithm \"esae\" (did you mean \"ease\"?)",
                "ease(|a bracket is not closed",
                "ease)|) closes a bracket that was not opened",
                "ease(dropout=.1]|must end with )",
                "ease(dropout=.1)x|must end with )",
                "ease(.1)|settings are written name=value, but one is \".1\"",
                "ease(dropuot=.1)|ease has no setting \"dropuot\" (did you mean \"dropout\"?)",
                "ease(dropout=2)|ease: dropout must be between 0.0 and 1.0, but is 2.0",
                "ease(dropout=.1,dropout=.2)|ease: dropout is given twice",
                "ease(preset=gowala)|ease has no preset \"gowala\" (did you mean \"gowalla\"?)",
                "ease(attributeWeight=2)|attributeWeight needs attributes",
                "ease(attributes=genres,attributeWeight=0)|attributeWeight must be a whole number",
                "ease(attributes=)|attributes must name fields",
            })
    void whatIsWrongIsTold(String text, String message) {
        assertThatThrownBy(() -> PartsText.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weights=1|weights must be learned, equal, or 2 numbers",
                "weights=1,x|weights must be learned, equal, or numbers",
                "weights=1,-1|a weight must be a finite number of at least 0",
                "weights=0,0|the sum of the weights must be a finite number above 0",
                "switchAt=5,9|switchAt must hold 1 rising lengths",
                "switchAt=0|switchAt must hold 1 rising lengths",
                "validation=user|split \"user\" is written user:0.2",
                "candidates=-1|candidates must be at least 0, but is -1",
                "depth=0|depth must be at least 1, but is 0",
                "normalization=zz|normalization must be one of none, min-max, z, rank, rrf",
            })
    void wrongSettingsAreTold(String setting, String message) {
        int equals = setting.indexOf('=');
        var settings =
                java.util.Map.of(
                        "parts",
                        "ease+ials",
                        setting.substring(0, equals),
                        setting.substring(equals + 1));
        assertThatThrownBy(() -> dev.kindred.model.Algorithms.config("hybrid", null, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
