package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.internal.ConfigBinder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchRangeTest {
    /** Two colours. */
    public enum Colour {
        RED,
        DARK_BLUE
    }

    /** One setting of each type. */
    public record Sample(int count, double rate, boolean on, Colour colour, String text) {}

    private static final Sample SAMPLE = new Sample(1, 0.5, true, Colour.RED, "");

    private static SearchRange parse(String text) {
        return SearchRange.parse(SAMPLE, text, "sample");
    }

    @Test
    void evenRangesGoStraightFromBoundToBound() {
        SearchRange rate = parse("rate=1..5");
        assertThat(rate.at(0)).isEqualTo("1.0");
        assertThat(rate.at(0.25)).isEqualTo("2.0");
        assertThat(rate.at(1)).isEqualTo("5.0");
        assertThat(rate.position("4")).isEqualTo(0.75);
        assertThat(rate.choices()).isZero();
    }

    @Test
    void logarithmicRangesMultiply() {
        // 10 .. 1000: half way is 10 * sqrt(100) = 100
        SearchRange rate = parse("rate=10..1000:log");
        assertThat(rate.at(0.5)).isEqualTo("100.0");
        assertThat(rate.position("100")).isCloseTo(0.5, within(1e-12));
        // from 0: log(1 + x); half way from 0 to 99 is sqrt(100) - 1 = 9
        SearchRange fromZero = parse("rate=0..99:log");
        assertThat(fromZero.at(0)).isEqualTo("0.0");
        assertThat(fromZero.at(0.5)).isEqualTo("9.0");
        assertThat(fromZero.position("9")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void realNumbersHaveFourDigitsAndStayInside() {
        assertThat(parse("rate=0..1").at(1 / 3.0)).isEqualTo("0.3333");
        assertThat(parse("rate=0..123456").at(1)).isEqualTo("123456.0");
        assertThat(parse("rate=0.00012344..1:log").at(0)).isEqualTo("1.2344E-4");
    }

    @Test
    void wholeNumbersHaveEqualStretchesOfPositions() {
        // 1, 2, 3, 4 have [0, 1/4), [1/4, 2/4), ...
        SearchRange count = parse("count=1..4");
        assertThat(count.at(0)).isEqualTo("1");
        assertThat(count.at(0.249)).isEqualTo("1");
        assertThat(count.at(0.251)).isEqualTo("2");
        assertThat(count.at(1)).isEqualTo("4");
        assertThat(count.position("2")).isEqualTo(0.375);
    }

    @Test
    void choicesAreSpelledAsTheConfigurationDoes() {
        SearchRange colour = parse("colour= dark-blue | red ");
        assertThat(colour.choices()).isEqualTo(2);
        assertThat(colour.at(0.49)).isEqualTo("dark-blue");
        assertThat(colour.at(1)).isEqualTo("red");
        assertThat(colour.position("red")).isEqualTo(0.75);
        assertThat(colour.position("green")).isNaN();
        assertThat(parse("rate=1e-3|2").values()).isEqualTo("0.001|2.0");
        assertThat(parse("on=true|false").at(0.9)).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "rate=1..5, 0.9, -1",
        "rate=1..5, 5.1, 1",
        "rate=1..5:log, 0.1, -1",
        "count=1..5, 0, -1",
        "count=2..5:log, 6, 1"
    })
    void valuesOutsideHavePositionsOutside(String range, String value, int side) {
        double position = parse(range).position(value);
        assertThat(position < 0 ? -1 : position > 1 ? 1 : 0).isEqualTo(side);
    }

    @Test
    void whatLiesBeyondTheBorderIsOutside() {
        assertThat(parse("count=1..4").beyond(true)).isEqualTo("5");
        assertThat(parse("count=1..4").beyond(false)).isEqualTo("0");
        // 5 % of the width on even scales, of the number on logarithmic ones
        assertThat(parse("rate=0..10").beyond(false)).isEqualTo("-0.5");
        assertThat(parse("rate=0..10").beyond(true)).isEqualTo("10.5");
        assertThat(parse("rate=10..100:log").beyond(false)).isEqualTo("9.5");
        assertThat(parse("on=true|false").beyond(true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count=3..500:log",
                "count=0..7",
                "count=0..50:log",
                "rate=0..9:log",
                "rate=-3..9",
                "rate=1e-5..1:log",
                "colour=red|dark-blue"
            })
    void valuesComeBackToTheirPositions(String text) {
        SearchRange range = parse(text);
        assertThat(parse(range.setting() + "=" + range.values())).isEqualTo(range);
        var random = new SplittableRandom(1);
        for (int k = 0; k < 200; k++) {
            String value = range.at(random.nextDouble());
            double position = range.position(value);
            assertThat(position).as(value).isBetween(0.0, 1.0);
            assertThat(range.at(position)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate; is not written NAME=LOW..HIGH",
                "=1..2; is not written",
                "rate=5; Maybe --set is meant",
                "rate=5..1; must be below the upper one, but they are 5.0 and 1.0",
                "rate=1..1; must be below",
                "rate=-1..1:log; starts at 0 or above, but here at -1.0",
                "rate=1..Infinity; must be below",
                "rate=a..2; sample rate must be a number, but is \"a\"",
                "rate=1..2:lag; sample rate must be a number, but is \"2:lag\"",
                "count=1..2.5; sample count must be a whole number",
                "colour=red..blue; colour must be red, dark-blue",
                "on=0..1; on must be true or false",
                "colour=red|blue; sample colour must be one of red, dark-blue",
                "colour=red|red; at least two choices, each once",
                "rte=1..2; sample has no setting \"rte\" (did you mean \"rate\"?)"
            })
    void wrongRangesAreExplained(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static java.util.Collection<AlgorithmProvider> providers() {
        return Algorithms.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void everyAlgorithmTakesTheBordersOfItsRangesOneByOne(AlgorithmProvider provider) {
        for (SearchRange range : provider.searchSpace(provider.defaults())) {
            for (double position : new double[] {0, 0.5, 1}) {
                var settings = java.util.Map.of(range.setting(), range.at(position));
                assertThat(ConfigBinder.bind(provider.defaults(), settings, provider.name()))
                        .isNotNull();
            }
        }
    }

    @Test
    void algorithmsWithSettingsHaveRanges() {
        assertThat(Algorithms.all())
                .filteredOn(one -> one.searchSpace(one.defaults()).isEmpty())
                .extracting(AlgorithmProvider::name)
                .containsExactly("auto", "random"); // auto searches by trying algorithms
    }
}
