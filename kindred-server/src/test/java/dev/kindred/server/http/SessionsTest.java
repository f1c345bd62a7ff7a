package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Sessions sessions = new Sessions(nanos::get);

    private void wait(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void everySessionHasANameOfItsOwnThatTellsNothing() {
        String first = sessions.begin("kdr_secret");
        String second = sessions.begin("kdr_secret");
        assertThat(first).isNotEqualTo(second).hasSize(43).doesNotContain("secret"); // 256 bits
        assertThat(sessions.token(first)).isEqualTo("kdr_secret");
        sessions.end(first);
        assertThat(sessions.token(first)).isNull();
        assertThat(sessions.token(second)).isEqualTo("kdr_secret");
        assertThat(sessions.token("unknown")).isNull();
        assertThat(sessions.token(null)).isNull();
    }

    @Test
    void endsTwoHoursAfterItsLastUse() {
        String id = sessions.begin("k");
        for (int k = 0; k < 3; k++) {
            wait(Duration.ofMinutes(110));
            assertThat(sessions.token(id)).isEqualTo("k");
        }
        wait(Duration.ofMinutes(121));
        assertThat(sessions.token(id)).isNull();
    }

    @Test
    void endsAfterTwelveHoursHoweverMuchItIsUsed() {
        String id = sessions.begin("k");
        for (int hour = 1; hour < 12; hour++) {
            wait(Duration.ofHours(1));
            assertThat(sessions.token(id)).isEqualTo("k");
        }
        wait(Duration.ofHours(1));
        assertThat(sessions.token(id)).isNull();
    }
}
