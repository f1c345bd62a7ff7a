package dev.kindred.cli;

import dev.kindred.model.Progress;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on stderr how far long work is: a progress bar on a terminal, a plain line every few
 * seconds elsewhere. Says nothing about work that takes less than a second.
 */
final class ProgressDisplay implements Progress, AutoCloseable {
    private static final long SILENT_NANOS = 1_000_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;

    private final @Nullable Terminal terminal;
    private final LongSupplier nanos;
    private String stage = "";
    private long stageStart;
    private long nextLine;
    private @Nullable ProgressBar bar;

    ProgressDisplay(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    /**
     * A display with a clock of its own.
     *
     * @param terminal where to show, or null for nowhere
     * @param nanos the time in nanoseconds
     */
    ProgressDisplay(@Nullable Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** Shows nothing. */
    static ProgressDisplay silent() {
        return new ProgressDisplay(null, () -> 0);
    }

    @Override
    public synchronized void update(String newStage, long done, long total, String note) {
        if (terminal == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (!newStage.equals(stage)) {
            close();
            stage = newStage;
            stageStart = now;
            nextLine = now + SILENT_NANOS;
        }
        if (now - stageStart < SILENT_NANOS) {
            return;
        }
        if (terminal.errIsTerminal()) {
            showBar(terminal, done, total, note);
        } else if (now >= nextLine) {
            nextLine = now + LINE_NANOS;
            terminal.say(line(done, total, note));
        }
    }

    @Override
    public synchronized void tell(String sentence) {
        if (terminal != null) {
            close();
            terminal.say(sentence);
        }
    }

    private String line(long done, long total, String note) {
        String far =
                total > 0
                        ? "%d of %d (%d %%)".formatted(done, total, 100 * done / total)
                        : Long.toString(done);
        return note.isEmpty() ? stage + ": " + far : stage + ": " + far + ", " + note;
    }

    private void showBar(Terminal watched, long done, long total, String note) {
        if (bar == null) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(stage)
                            .setInitialMax(total > 0 ? total : -1)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .clearDisplayOnFinish()
                            .setConsumer(
                                    new ConsoleProgressBarConsumer(
                                            watched.err(), watched.columns() - 1))
                            .build();
        }
        bar.stepTo(done);
        bar.setExtraMessage(note);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
