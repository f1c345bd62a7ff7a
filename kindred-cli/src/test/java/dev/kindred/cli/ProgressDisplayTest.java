package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long nanos;

    private ProgressDisplay display(boolean watched) {
        Terminal plain = Terminal.of(new StringWriter(), err);
        return new ProgressDisplay(
                new Terminal(plain.out(), plain.err(), watched, watched, 80), () -> nanos);
    }

    private void at(double seconds) {
        nanos = (long) (seconds * 1e9);
    }

    @Test
    void shortWorkIsSilent() {
        ProgressDisplay progress = display(false);
        progress.update("fit", 0, 100, "");
        at(0.9);
        progress.update("fit", 99, 100, "");
        progress.close();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void longWorkHasALineEveryFewSeconds() {
        ProgressDisplay progress = display(false);
        progress.update("fit", 0, 100, "");
        at(1.5);
        progress.update("fit", 10, 100, "");
        at(3);
        progress.update("fit", 20, 100, "");
        at(7);
        progress.update("fit", 50, 100, "loss 0.5");
        at(7.1);
        progress.update("rank", 1, 0, "");
        at(9);
        progress.update("rank", 5, 0, "");
        assertThat(err.toString())
                .isEqualTo(
                        """
                        kindred: fit: 10 of 100 (10 %)
                        kindred: fit: 50 of 100 (50 %), loss 0.5
                        kindred: rank: 5
                        """);
    }

    @Test
    void aTerminalGetsABar() {
        ProgressDisplay progress = display(true);
        progress.update("fit", 0, 100, "");
        at(2);
        progress.update("fit", 42, 100, "");
        progress.close();
        assertThat(err.toString()).contains("\r", "fit");
    }
}
