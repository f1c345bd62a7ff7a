package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static double parse(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
        return Numbers.parse(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "5",
                "+5",
                "4.5",
                ".5",
                "5.",
                "-3.25",
                "1e3",
                "1E-3",
                "2.5e+2",
                "0.1",
                "0.30000000000000004",
                "123456789012345",
                "1234567890123456789",
                "9007199254740993",
                "1e-400",
                "1e999",
                "1.7976931348623157E308"
            })
    void readsWhatJavaReads(String text) {
        assertThat(Double.doubleToLongBits(parse(text)))
                .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1e5.0",
                "1.2.3",
                "1,5",
                "0x1p3",
                "1d",
                "5f",
                "NaN",
                "Infinity",
                " 1",
                "1 ",
                "--1",
                "٣"
            })
    void isNotANumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void agreesWithJavaOnRandomNumbers() {
        var random = new SplittableRandom(7);
        for (int k = 0; k < 20_000; k++) {
            double number =
                    switch (k % 3) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> random.nextInt(-100_000, 100_000) / 1000.0;
                        default -> random.nextDouble(-1e9, 1e9);
                    };
            if (Double.isFinite(number)) {
                assertThat(parse(Double.toString(number))).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "978300760, 978300760000",
        "978300760.5, 978300760500",
        "978300760.1234, 978300760123",
        "978300760.1236, 978300760124",
        "-1.001, -1001",
        "-0.001, -1",
        "9.7830076e8, 978300760000",
        "99999999999, 99999999999000", // the last number that is read as seconds
        "100000000000, 100000000000", // and the first as milliseconds
        "978300760123, 978300760123",
        "978300760123.6, 978300760124",
        "-978300760123, -978300760123",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775807, -9223372036854775807",
        "1970-01-02, 86400000",
        "2000-12-31, 978220800000",
        "2000-12-31T22:12:40, 978300760000",
        "2000-12-31 22:12:40, 978300760000",
        "2000-12-31T22:12, 978300720000",
        "2000-12-31T22:12:40.123Z, 978300760123",
        "2000-12-31 22:12:40.123456+00:00, 978300760123",
        "2000-12-31T23:12:40+01:00, 978300760000",
        "2000-12-31T23:12:40+0100, 978300760000",
        "2000-12-31 17:12:40-05, 978300760000",
        "2000-12-31 22:12:40 UTC, 978300760000",
    })
    void readsTimes(String text, long millis) throws BadLine {
        assertThat(Times.parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "12/31/2000",
                "2000-13-01",
                "2000-02-30",
                "2000-12-31T25:00:00",
                "NaN",
                "1e30",
                "1..5",
                "-9223372036854775808",
                "9223372036854775808",
                "99999999999999999999",
                "2000-12-31T22:12:40+",
                "1.2x"
            })
    void refusesOtherTimes(String text) {
        assertThatThrownBy(() -> Times.parse(text))
                .isInstanceOf(BadLine.class)
                .hasMessageContaining("time");
    }
}
