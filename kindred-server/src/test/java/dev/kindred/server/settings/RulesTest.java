package dev.kindred.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @ParameterizedTest
    @CsvSource({
        "500ms,500,500ms",
        "90s,90000,1m30s",
        "1h30m,5400000,1h30m",
        "2d,172800000,2d",
        "0,0,0s",
        "0s,0,0s",
        "1d1ms,86400001,1d1ms"
    })
    void durationsAreReadAndWritten(String text, long millis, String written) {
        Rule<Duration> rule = Rules.duration(Duration.ZERO, YEAR);
        assertThat(rule.read().of(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(rule.write().apply(Duration.ofMillis(millis))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"10", "h", "1 h", "-1s", "1.5h", "1h!", "400d", "99999999999d", "''"})
    void otherTextsAreNoDurations(String text) {
        assertThat(Rules.duration(Duration.ZERO, YEAR).read().of(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0",
        "4096,4096,4KiB",
        "512KiB,524288,512KiB",
        "10MB,10000000,10000000",
        "1 GiB,1073741824,1GiB",
        "3tib,3298534883328,3TiB",
        "7B,7,7"
    })
    void bytesAreReadAndWritten(String text, long bytes, String written) {
        Rule<Long> rule = Rules.bytes(0, Long.MAX_VALUE);
        assertThat(rule.read().of(text)).isEqualTo(bytes);
        assertThat(rule.write().apply(bytes)).isEqualTo(written);
    }

    @Test
    void otherTextsAreNoBytes() {
        Rule<Long> rule = Rules.bytes(1, 100);
        for (String text :
                new String[] {"0", "101", "-5", "1.5", "KiB", "1XB", "999999999999999TB"}) {
            assertThat(rule.read().of(text)).as(text).isNull();
        }
    }

    @Test
    void numbersAreFinite() {
        Rule<Double> rule = Rules.number(true);
        assertThat(rule.read().of("1e-3")).isEqualTo(0.001);
        assertThat(rule.read().of(".5")).isEqualTo(0.5);
        assertThat(rule.read().of("0")).isZero();
        assertThat(Rules.number(false).read().of("0")).isNull();
        for (String text : new String[] {"NaN", "Infinity", "1e999", "-1", "0x10", "1f", " 1"}) {
            assertThat(rule.read().of(text)).as(text).isNull();
        }
    }

    @Test
    void wholeNumbersKeepToTheirRange() {
        assertThat(Rules.whole(0, 10).read().of("10")).isEqualTo(10);
        for (String text : new String[] {"11", "-1", "1.0", "1e1", "99999999999999999999", "٣"}) {
            assertThat(Rules.whole(0, 10).read().of(text)).as(text).isNull();
        }
    }

    @Test
    void pathsBecomePointers() {
        assertThat(Paths.pointer("a.b[2].c")).isEqualTo("/a/b/2/c");
        assertThat(Paths.pointer(Paths.key("a.types", "x/y~\"z\".w")))
                .isEqualTo("/a/types/x~1y~0\"z\".w");
        assertThat(Paths.pointer("")).isEmpty();
    }
}
