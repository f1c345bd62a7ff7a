package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimeTextTest {
    @Test
    void readsDatesTimesAndSeconds() {
        // 2001-09-09T01:46:40Z is 1,000,000,000 seconds after the start of 1970.
        assertThat(TimeText.millis("--from", "1000000000")).isEqualTo(1_000_000_000_000L);
        assertThat(TimeText.millis("--from", "2001-09-09T01:46:40Z")).isEqualTo(1_000_000_000_000L);
        assertThat(TimeText.millis("--from", "2001-09-09T01:46:40")).isEqualTo(1_000_000_000_000L);
        assertThat(TimeText.millis("--from", "2001-09-09T03:46:40+02:00"))
                .isEqualTo(1_000_000_000_000L);
        assertThat(TimeText.millis("--from", "1970-01-02")).isEqualTo(86_400_000L);
        assertThat(TimeText.millis("--from", "1.5")).isEqualTo(1500L);
        // Milliseconds, as in files, where the number as seconds would be the year 5138 or later.
        assertThat(TimeText.millis("--from", "1000000000000")).isEqualTo(1_000_000_000_000L);
        assertThat(TimeText.millis("--from", "99999999999")).isEqualTo(99_999_999_999_000L);
    }

    @Test
    void whatIsNoTimeIsWrongUsage() {
        assertThatThrownBy(() -> TimeText.millis("--to", "yesterday"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--to \"yesterday\"");
        assertThatThrownBy(() -> TimeText.millis("--to", "99999999999999999999"))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> TimeText.millis("--to", "2026-02-30"))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void lengthsOfTimeAreSecondsMinutesAndHours() {
        assertThat(TimeText.duration("--time", "90s")).hasSeconds(90);
        assertThat(TimeText.duration("--time", "1h30m")).hasMinutes(90);
        for (String wrong : new String[] {"", "10", "m", "-1s", "1d"}) {
            assertThatThrownBy(() -> TimeText.duration("--time", wrong))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("--time \"%s\" is no length of time".formatted(wrong));
        }
    }
}
