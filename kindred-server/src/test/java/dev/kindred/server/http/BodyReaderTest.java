package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aByteASecondIsRefusedAfterTheFirstSeconds() throws IOException {
        var clock = new AtomicLong();
        InputStream slow =
                BodyReader.paced(new ByteArrayInputStream(new byte[1000]), 100, clock::get);
        for (int second = 1; second <= 10; second++) {
            clock.addAndGet(SECOND);
            assertThat(slow.read()).isZero();
        }
        clock.addAndGet(SECOND); // 11 bytes in 11 seconds
        assertThatThrownBy(slow::read)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("more slowly than 100 bytes a second");
    }

    @Test
    void aBodyThatIsFastEnoughIsReadHoweverLongItTakes() throws IOException {
        var clock = new AtomicLong();
        InputStream fast =
                BodyReader.paced(new ByteArrayInputStream(new byte[100_000]), 100, clock::get);
        byte[] buffer = new byte[200];
        for (int second = 0; second < 500; second++) {
            assertThat(fast.read(buffer)).isEqualTo(200);
            clock.addAndGet(SECOND);
        }
    }
}
