package dev.kindred.server.experiments;

import dev.kindred.experiment.analysis.Advice;
import dev.kindred.experiment.analysis.Contrast;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.server.experiments.Definition.Automatic;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what results ask for, where the experiment allows it: stops an arm that harms a guardrail,
 * pauses where the arms do not have the planned sizes, ships a better arm, and begins new periods
 * of experiments that learn. Decides by statistics that hold at every look, and notes the numbers.
 */
final class Guard {
    /** Who acts, in the audit log. */
    static final String ACTOR = "kindred";

    private static final Logger LOGGER = LoggerFactory.getLogger(Guard.class);
    private static final long PERIOD = 5_000;

    private final Experiments experiments;
    private final Clock clock;
    private long last = Long.MIN_VALUE / 2;

    Guard(Experiments experiments, Clock clock) {
        this.experiments = experiments;
        this.clock = clock;
    }

    /** Looks at all that run, every few seconds. */
    synchronized void check(List<Stored> all) {
        long now = clock.millis();
        if (now - last < PERIOD) {
            return;
        }
        last = now;
        checkNow(all);
    }

    /** Looks at all that run. */
    void checkNow(List<Stored> all) {
        long now = clock.millis();
        for (Stored one : all) {
            if (one.isRunning() && !one.definition().interleaved()) {
                check(one, now);
            }
        }
    }

    void check(Stored experiment, long now) {
        Results results = experiments.looks().look(experiment, now);
        Advice advice = results.advice();
        Set<Automatic> may = experiment.definition().automatic();
        Book book = experiments.book();
        String why = why(advice);
        switch (advice.action()) {
            case PAUSE -> {
                if (may.contains(Automatic.PAUSE)) {
                    book.pause(experiment.id(), ACTOR, why);
                    done(experiment, "paused", why);
                }
            }
            case STOP -> {
                if (may.contains(Automatic.STOP) && !advice.early() && isHarmed(results)) {
                    book.stop(experiment.id(), ACTOR, why);
                    done(experiment, "stopped", why);
                }
            }
            case SHIP -> {
                String variant = advice.variant();
                if (may.contains(Automatic.SHIP) && !advice.early() && variant != null) {
                    book.decide(experiment.id(), variant, true, ACTOR, why, experiments);
                    done(experiment, "shipped", why);
                }
            }
            default -> {} // nothing is asked for
        }
        Stored after = book.find(experiment.id());
        if (after != null && after.isRunning()) {
            experiments.allocateIfDue(after, now);
        }
    }

    private void done(Stored experiment, @Nullable String what, String why) {
        LOGGER.warn("Experiment {} was {}: {}", experiment.id(), what, why);
        experiments.follow();
    }

    static String why(Advice advice) {
        return advice.reasons().isEmpty()
                ? advice.words()
                : advice.words() + " " + String.join("; ", advice.reasons());
    }

    private static boolean isHarmed(Results results) {
        return results.metrics().stream()
                .filter(one -> one.metric().role() == Role.GUARDRAIL)
                .flatMap(one -> one.contrasts().stream())
                .anyMatch(one -> one.verdict() == Contrast.Verdict.WORSE);
    }
}
