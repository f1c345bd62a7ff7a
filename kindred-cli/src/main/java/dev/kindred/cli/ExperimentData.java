package dev.kindred.cli;

import dev.kindred.experiment.analysis.Comparison;
import dev.kindred.experiment.analysis.MetricSpec;
import dev.kindred.experiment.analysis.Summary;
import dev.kindred.io.DataException;
import dev.kindred.io.TableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads who was in which arm and what they did, from one wide file or from two. */
final class ExperimentData {
    private static final List<String> UNITS =
            List.of("unit", "user", "user_id", "userid", "unit_id", "uid", "id");
    private static final List<String> VARIANTS =
            List.of("variant", "arm", "group", "variation", "treatment");

    private final @Nullable String unitColumn;
    private final @Nullable String variantColumn;
    private final List<MetricWord> words;
    private final List<Row> rows = new ArrayList<>();

    /** A line of the file of units; {@code NaN} for what it does not say. */
    private record Row(String unit, String variant, double[] y, double[] x) {}

    /**
     * Reads files.
     *
     * @param words the metrics; empty for all columns that are left
     */
    ExperimentData(
            @Nullable String unitColumn, @Nullable String variantColumn, List<MetricWord> words) {
        this.unitColumn = unitColumn;
        this.variantColumn = variantColumn;
        this.words = new ArrayList<>(words);
    }

    /** The metrics; those that were found, where none were named. */
    List<MetricSpec> metrics() {
        return words.stream().map(MetricWord::spec).toList();
    }

    private static int column(
            TableFile table, @Nullable String named, List<String> usual, String option) {
        if (named != null) {
            return table.column(named);
        }
        for (String name : usual) {
            for (int at = 0; at < table.columns().size(); at++) {
                if (table.columns().get(at).toLowerCase(Locale.ROOT).equals(name)) {
                    return at;
                }
            }
        }
        throw new DataException(
                "%s has no column %s; its columns are %s. Maybe %s names it"
                        .formatted(
                                table.name(),
                                usual.get(0),
                                String.join(", ", table.columns()),
                                option));
    }

    /**
     * Reads units with their arms.
     *
     * @param wide whether the metrics are columns of this file as well
     */
    void readUnits(String source, boolean wide) {
        try (TableFile table = TableFile.open(source)) {
            int unit = column(table, unitColumn, UNITS, "--unit");
            int variant = column(table, variantColumn, VARIANTS, "--variant");
            if (wide && words.isEmpty()) {
                for (String name : table.columns()) {
                    int at = table.columns().indexOf(name);
                    if (at != unit && at != variant && !name.isEmpty()) {
                        words.add(MetricWord.plain(name));
                    }
                }
            }
            int[] values = new int[words.size()];
            int[] others = new int[words.size()];
            for (int metric = 0; metric < values.length; metric++) {
                MetricWord word = words.get(metric);
                String other = word.covariate() != null ? word.covariate() : word.denominator();
                values[metric] = wide ? table.column(word.column()) : -1;
                boolean read = other != null && (wide || word.covariate() != null);
                others[metric] = read ? table.column(String.valueOf(other)) : -1;
            }
            while (table.next()) {
                rows.add(
                        new Row(
                                table.id(unit),
                                table.id(variant),
                                numbers(table, values),
                                numbers(table, others)));
            }
            if (rows.isEmpty()) {
                throw new DataException(table.name() + " holds no units, only a header");
            }
        }
    }

    private static double[] numbers(TableFile table, int[] columns) {
        double[] numbers = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            boolean there = columns[k] >= 0 && !table.isEmpty(columns[k]);
            numbers[k] = there ? number(table, columns[k]) : Double.NaN;
        }
        return numbers;
    }

    private static double number(TableFile table, int column) {
        String text = table.text(column);
        return text.equalsIgnoreCase("true")
                ? 1
                : text.equalsIgnoreCase("false") ? 0 : table.number(column);
    }

    /** The arms: the control first, the others by name. */
    List<String> variants(@Nullable String control) {
        var names = new TreeSet<String>();
        rows.forEach(row -> names.add(row.variant));
        String first = control;
        if (first == null) {
            first =
                    names.stream()
                            .filter(name -> name.equalsIgnoreCase("control"))
                            .findFirst()
                            .orElse(names.first());
        } else if (!names.contains(first)) {
            throw new DataException(
                    "no unit is in the control \"%s\"; the arms are %s"
                            .formatted(first, String.join(", ", names)));
        }
        if (names.size() < 2) {
            throw new DataException(
                    "all units are in arm \"%s\"; two arms are needed to compare"
                            .formatted(names.first()));
        }
        if (names.size() > 100) {
            throw new DataException(
                    "there are %d arms; at most 100 are compared. Maybe --variant names another column"
                            .formatted(names.size()));
        }
        var ordered = new LinkedHashSet<String>();
        ordered.add(first);
        ordered.addAll(names);
        return List.copyOf(ordered);
    }

    /** Counts what was read. */
    Comparison comparison(List<String> variants, double[] weights) {
        var comparison = new Comparison(new Summary(variants, weights, metrics()));
        for (Row row : rows) {
            comparison.expose(row.variant, row.unit);
            for (int metric = 0; metric < row.y.length; metric++) {
                count(comparison, row, metric);
            }
        }
        return comparison;
    }

    private void count(Comparison comparison, Row row, int metric) {
        MetricSpec spec = words.get(metric).spec();
        double y = row.y[metric];
        double x = row.x[metric];
        if (!Double.isNaN(y)) {
            boolean ratio = spec.kind() == MetricSpec.Kind.RATIO && !Double.isNaN(x);
            comparison.record(row.variant, row.unit, spec.name(), y, ratio ? x : 1);
        }
        if (spec.covariate() && !Double.isNaN(x)) {
            comparison.covariate(row.unit, spec.name(), x);
        }
    }

    /** One line of the file of events. */
    record Event(String unit, String metric, double value, double denominator) {}

    /**
     * Reads events with a line each: unit, metric, value, and a denominator if there is one. Where
     * no metrics are named, those of the file are taken.
     */
    List<Event> readEvents(String source) {
        var events = new ArrayList<Event>();
        var found = new LinkedHashSet<String>();
        try (TableFile table = TableFile.open(source)) {
            int unit = column(table, unitColumn, UNITS, "--unit");
            int metric = table.column("metric");
            int value = table.column("value");
            int denominator = table.columns().indexOf("denominator");
            while (table.next()) {
                boolean given = denominator >= 0 && !table.isEmpty(denominator);
                found.add(table.id(metric));
                events.add(
                        new Event(
                                table.id(unit),
                                table.id(metric),
                                number(table, value),
                                given ? table.number(denominator) : 1));
            }
        }
        if (words.isEmpty()) {
            found.forEach(name -> words.add(MetricWord.plain(name)));
        }
        return events;
    }

    /** Counts events; returns how many do not count, by the reason. */
    Map<String, Integer> count(Comparison comparison, List<Event> events) {
        var left = new LinkedHashMap<String, Integer>();
        List<String> names = metrics().stream().map(MetricSpec::name).toList();
        for (Event event : events) {
            if (!names.contains(event.metric)) {
                left.merge("of metrics that were not asked for", 1, Integer::sum);
            } else if (!comparison.record(
                    event.unit, event.metric, event.value, event.denominator)) {
                left.merge("of units that are in no arm, or in two", 1, Integer::sum);
            }
        }
        return left;
    }
}
