package dev.kindred.server.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.model.Progress;
import dev.kindred.server.settings.Rules;
import dev.kindred.store.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a job: what is to be done, how far it is, and whether to stop. Thread-safe. */
public final class JobContext {
    private static final double LEAST_DONE = 0.02; // before that a time left would be a guess

    private final Job job;
    private final ObjectNode spec;
    private final long start = System.nanoTime();
    private final Object lock = new Object();
    private final List<String> notes = new ArrayList<>();
    private double progress;
    private String message = "";
    private boolean cancelled;
    private @Nullable Thread interruptible;

    JobContext(Job job, ObjectNode spec) {
        this.job = job;
        this.spec = spec;
    }

    public Job job() {
        return job;
    }

    /** What is to be done. */
    public ObjectNode spec() {
        return spec;
    }

    /**
     * Tells how far the job is.
     *
     * @param done from 0 to 1; never goes back
     * @throws CancellationException if the job is to stop
     */
    public void update(double done, String what) {
        synchronized (lock) {
            progress = Math.max(progress, Math.min(1, done));
            message = what;
        }
        checkCancelled();
    }

    /** Says something that people should read; it is in the job's result. */
    public void note(String sentence) {
        synchronized (lock) {
            notes.add(sentence);
        }
    }

    /** What was said so far. */
    public List<String> notes() {
        synchronized (lock) {
            return List.copyOf(notes);
        }
    }

    /**
     * A listener for a part of the job.
     *
     * @param from share of the job that is done when the part begins
     * @param to share that is done when it ends
     * @param what the part is called, such as "training"
     * @param stages how many stages it has, about; each counts alike
     */
    public Progress part(double from, double to, String what, int stages) {
        return new Part(from, to, what, stages);
    }

    /**
     * @throws CancellationException if the job is to stop
     */
    public void checkCancelled() {
        if (isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /**
     * Does something that an interrupt of its thread ends early: computing, never reading or
     * writing, as interrupts close files.
     */
    public <T> T interruptible(Supplier<T> work) {
        synchronized (lock) {
            checkCancelled();
            interruptible = Thread.currentThread();
        }
        try {
            return work.get();
        } finally {
            synchronized (lock) {
                interruptible = null;
                Thread.interrupted(); // one that came late is not meant for what follows
            }
        }
    }

    void cancel() {
        synchronized (lock) {
            cancelled = true;
            if (interruptible != null) {
                interruptible.interrupt();
            }
        }
    }

    /** How far it is, and in words. */
    record Standing(double progress, String message) {}

    Standing standing() {
        synchronized (lock) {
            return new Standing(progress, message + timeLeft());
        }
    }

    private String timeLeft() {
        if (progress < LEAST_DONE || progress >= 1) {
            return "";
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long left = Math.round(seconds / progress * (1 - progress));
        long rounded = left < 60 ? left : left < 3600 ? left / 60 * 60 : left / 600 * 600;
        return left < 1 ? "" : ", about %s left".formatted(Rules.text(Duration.ofSeconds(rounded)));
    }

    /** Stages in the order in which they come. */
    private final class Part implements Progress {
        private final double from;
        private final double to;
        private final String what;
        private final int stages;
        private final List<String> seen = new ArrayList<>();
        private String last = "";

        Part(double from, double to, String what, int stages) {
            this.from = from;
            this.to = to;
            this.what = what;
            this.stages = Math.max(1, stages);
        }

        @Override
        public synchronized void update(String stage, long done, long total, String note) {
            if (!stage.equals(last)) {
                seen.add(stage);
                last = stage;
            }
            double within = total > 0 ? Math.min(1, (double) done / total) : 0;
            double share = Math.min(1, (seen.size() - 1 + within) / stages);
            String text = total > 0 ? " %d of %d".formatted(done, total) : "";
            JobContext.this.update(
                    from + (to - from) * share, "%s: %s%s".formatted(what, stage, text));
        }

        @Override
        public void tell(String sentence) {
            note(sentence);
        }
    }
}
