package dev.kindred.cli;

import dev.kindred.experiment.analysis.MetricSpec;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import dev.kindred.internal.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric as it is typed: {@code NAME[=COLUMN[/COLUMN]][:HOW...]}.
 *
 * @param spec what it is
 * @param column of the values
 * @param denominator column of a ratio's denominators, or null
 * @param covariate column of the values before the experiment, or null
 */
record MetricWord(
        MetricSpec spec, String column, @Nullable String denominator, @Nullable String covariate) {
    private static final List<String> HOW =
            List.of("conversion", "ratio", "lower", "winsorize=", "covariate=", "effect=");

    /** A mean of a column, as it is where none is named. */
    static MetricWord plain(String name) {
        return new MetricWord(MetricSpec.builder(name).build(), name, null, null);
    }

    static MetricWord parse(String text, Role role) {
        String[] parts = text.split(":", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? parts[0] : parts[0].substring(0, equals);
        String columns = equals < 0 ? parts[0] : parts[0].substring(equals + 1);
        int slash = equals < 0 ? -1 : columns.indexOf('/');
        MetricSpec.Builder builder = MetricSpec.builder(name).role(role);
        if (slash >= 0) {
            builder.kind(Kind.RATIO);
        }
        String covariate = null;
        for (int k = 1; k < parts.length; k++) {
            String part = parts[k];
            int at = part.indexOf('=');
            String value = at < 0 ? "" : part.substring(at + 1);
            switch (at < 0 ? part : part.substring(0, at + 1)) {
                case "conversion" -> builder.kind(Kind.CONVERSION);
                case "ratio" -> builder.kind(Kind.RATIO);
                case "lower" -> builder.lowerIsBetter(true);
                case "winsorize=" -> builder.winsorize(number(text, value));
                case "effect=" -> builder.minimumEffect(number(text, value));
                case "covariate=" -> {
                    covariate = value;
                    builder.covariate(true);
                }
                default ->
                        throw new UsageException(
                                "metric \"%s\": unknown word \"%s\"%s; known are %s"
                                        .formatted(
                                                text,
                                                part,
                                                Suggestion.didYouMean(part, HOW),
                                                String.join(", ", HOW)));
            }
        }
        return new MetricWord(
                UsageException.check(builder::build),
                slash < 0 ? columns : columns.substring(0, slash),
                slash < 0 ? null : columns.substring(slash + 1),
                covariate);
    }

    private static double number(String text, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "metric \"%s\": \"%s\" is not a number".formatted(text, value));
        }
    }
}
