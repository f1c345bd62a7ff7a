package dev.kindred.server.experiments;

import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.analysis.AnalysisConfig;
import dev.kindred.experiment.analysis.MetricSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment is to be; it may change while the experiment is a draft. Immutable.
 *
 * @param experiment arms and who is in them; the pipeline of a variant is {@code p7}, a JSON object
 *     of changes, or null for the current one
 * @param description for people
 * @param metrics what is measured
 * @param analysis how results are computed
 * @param attributionHours after an exposure in which events of the user count
 * @param automatic what is done without asking anybody
 * @param allocation how weights follow results; null: they stay
 * @param sticky whether users keep the variant of their first exposure whatever changes
 * @param interleaved whether every list is made of those of both variants, which compete for clicks
 */
public record Definition(
        Experiment experiment,
        String description,
        List<Metric> metrics,
        AnalysisConfig analysis,
        double attributionHours,
        Set<Automatic> automatic,
        @Nullable Allocation allocation,
        boolean sticky,
        boolean interleaved) {
    public Definition {
        metrics = List.copyOf(metrics);
        automatic =
                automatic.isEmpty() ? EnumSet.noneOf(Automatic.class) : EnumSet.copyOf(automatic);
    }

    /** What may be done without asking anybody. */
    public enum Automatic {
        /** Back to the control where a guardrail is harmed. */
        STOP,
        /** Nobody new is exposed while the sizes of the arms are not as planned. */
        PAUSE,
        /** The better arm becomes the pipeline of all. */
        SHIP
    }

    /**
     * Thompson sampling: weights follow what was measured.
     *
     * @param metric that is to grow
     * @param everyHours a new period with other weights begins
     * @param floor least weight of a variant
     */
    public record Allocation(String metric, double everyHours, double floor) {}

    /** The metrics as the analysis takes them. */
    List<MetricSpec> specs() {
        return metrics.stream().map(Metric::spec).toList();
    }

    long attributionMillis() {
        return Math.round(attributionHours * 3_600_000);
    }

    /** The metric of a name, or null. */
    @Nullable Metric metric(String name) {
        return metrics.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }
}
