package dev.kindred.server.experiments;

import dev.kindred.experiment.analysis.MetricSpec;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.server.engine.EventMeaning;
import dev.kindred.store.Outcomes.Keep;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A metric of an experiment, and where its numbers come from.
 *
 * @param spec how it is computed and what it decides
 * @param source where its numbers come from
 * @param events types of events that count; empty: all but negative ones
 */
public record Metric(MetricSpec spec, Source source, List<String> events) {
    public Metric {
        events = List.copyOf(events);
    }

    /** Where the numbers of a metric come from. */
    public enum Source {
        /** Events by items shown; of one user, at most as many events as items. */
        CLICK_RATE,
        /** Whether there was an event. */
        CONVERSION,
        /** The sum of the events' values. */
        VALUE,
        /** How unlike the items of lists are, by their categories. */
        DIVERSITY,
        /** Seconds that answers take. */
        LATENCY,
        /** What a client measures and sends. */
        RECORDED;

        /** The name in requests; that of the metric as well, where nothing else is said. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The names of all. */
        public static List<String> labels() {
            return Arrays.stream(values()).map(Source::label).toList();
        }

        /** The source of a name, or null. */
        public static @Nullable Source of(String label) {
            return Arrays.stream(values())
                    .filter(one -> one.label().equals(label))
                    .findFirst()
                    .orElse(null);
        }

        boolean isOfEvents() {
            return this == CLICK_RATE || this == CONVERSION || this == VALUE;
        }

        MetricSpec usual(String name) {
            MetricSpec usual =
                    switch (this) {
                        case CLICK_RATE -> MetricSpec.clickRate();
                        case CONVERSION -> MetricSpec.conversion();
                        case VALUE -> MetricSpec.value();
                        case DIVERSITY -> MetricSpec.diversity();
                        case LATENCY -> MetricSpec.latency();
                        case RECORDED -> MetricSpec.builder(name).build();
                    };
            return MetricSpec.builder(name)
                    .kind(usual.kind())
                    .role(usual.role())
                    .lowerIsBetter(usual.lowerIsBetter())
                    .winsorize(usual.winsorize())
                    .build();
        }
    }

    String name() {
        return spec.name();
    }

    /** How the store adds it up. */
    Keep keep() {
        if (spec.kind() == Kind.CONVERSION) {
            return Keep.ONCE;
        }
        if (source == Source.CLICK_RATE) {
            return Keep.AT_MOST_X;
        }
        return spec.winsorize() < 1 ? Keep.BY_SIZE : Keep.SUM;
    }

    /** Whether events of a type count. */
    boolean counts(String type, EventMeaning meaning) {
        return source.isOfEvents()
                && (events.isEmpty() ? !meaning.isNegative(type) : events.contains(type));
    }

    /** What an event adds. */
    double of(double value) {
        return source == Source.VALUE ? value : 1;
    }
}
