package dev.kindred.cli;

import dev.kindred.eval.Report;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Charts of a report, as SVG within HTML. */
final class ReportCharts {
    private static final int WIDTH = 720;
    private static final int NAMES = 200;
    private static final int VALUES = 70;
    private static final int LINE = 30;
    private static final int TOP = 8;
    private static final int HEIGHT = 320;
    private static final int LONGEST = 28;

    private ReportCharts() {}

    private static String number(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** A scale from a little below the least to a little above the greatest value. */
    private record Scale(double low, double high, double from, double to) {
        static Scale of(List<Double> values, double from, double to) {
            double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
            double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
            double margin = (high > low ? high - low : Math.max(Math.abs(high), 1)) * .08;
            double start = low >= 0 ? Math.max(0, low - margin) : low - margin;
            return new Scale(start, high + margin, from, to);
        }

        double place(double value) {
            return from + (value - low) / (high - low) * (to - from);
        }

        /** Four to five values from end to end. */
        List<Double> ticks() {
            double raw = (high - low) / 4;
            double power = Math.pow(10, Math.floor(Math.log10(raw)));
            double step =
                    power
                            * (raw / power <= 1
                                    ? 1
                                    : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
            var ticks = new ArrayList<Double>();
            for (double k = Math.ceil(low / step); k * step <= high; k++) {
                ticks.add(k * step);
            }
            return ticks;
        }
    }

    private static Html begin(String label, int height) {
        return new Html()
                .raw(
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
                                .formatted(WIDTH, height))
                .text(label)
                .raw("\">\n");
    }

    private static void text(Html svg, double x, double y, String anchor, String words) {
        svg.raw("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">".formatted(at(x), at(y), anchor))
                .text(words)
                .raw("</text>\n");
    }

    private static void line(Html svg, String kind, double x1, double y1, double x2, double y2) {
        svg.raw(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
                        .formatted(kind, at(x1), at(y1), at(x2), at(y2)));
    }

    private static void dot(Html svg, double x, double y) {
        svg.raw("<circle cx=\"%s\" cy=\"%s\" r=\"5\"/>\n".formatted(at(x), at(y)));
    }

    /** A metric of all rows, with its intervals; null if no row has a value. */
    static @Nullable String intervals(String metric, List<String> names, List<Report> reports) {
        var values = new ArrayList<Double>();
        for (Report report : reports) {
            if (Double.isFinite(report.metric(metric))) {
                values.add(report.metric(metric));
                Report.Interval interval = report.intervals().get(metric);
                if (interval != null && Double.isFinite(interval.low())) {
                    values.add(interval.low());
                    values.add(interval.high());
                }
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        int bottom = TOP + LINE * reports.size();
        Html svg = begin(metric + " of each row; the numbers are in the table", bottom + 22);
        Scale scale = Scale.of(values, NAMES, WIDTH - VALUES);
        for (double tick : scale.ticks()) {
            line(svg, "axis", scale.place(tick), TOP, scale.place(tick), bottom);
            text(svg, scale.place(tick), bottom + 16, "middle", number(tick));
        }
        for (int row = 0; row < reports.size(); row++) {
            double y = TOP + LINE * (row + .5);
            double value = reports.get(row).metric(metric);
            text(svg, NAMES - 12, y + 4, "end", shortened(names.get(row)));
            if (Double.isFinite(value)) {
                Report.Interval interval = reports.get(row).intervals().get(metric);
                if (interval != null && Double.isFinite(interval.low())) {
                    line(
                            svg,
                            "span",
                            scale.place(interval.low()),
                            y,
                            scale.place(interval.high()),
                            y);
                }
                dot(svg, scale.place(value), y);
                text(svg, WIDTH, y + 4, "end", number(value));
            }
        }
        return svg.raw("</svg>\n").toString();
    }

    /** One metric against another; null if fewer than two rows have both. */
    static @Nullable String scatter(
            String right, String up, List<String> names, List<Report> reports) {
        var known = new ArrayList<Integer>();
        for (int row = 0; row < reports.size(); row++) {
            Report report = reports.get(row);
            if (Double.isFinite(report.metric(right)) && Double.isFinite(report.metric(up))) {
                known.add(row);
            }
        }
        if (known.size() < 2) {
            return null;
        }
        int bottom = HEIGHT - 44;
        Scale x = Scale.of(values(right, known, reports), 60, WIDTH - 170);
        Scale y = Scale.of(values(up, known, reports), bottom, TOP);
        Html svg = begin(up + " against " + right + "; the numbers are in the table", HEIGHT);
        for (double tick : x.ticks()) {
            line(svg, "axis", x.place(tick), TOP, x.place(tick), bottom);
            text(svg, x.place(tick), bottom + 16, "middle", number(tick));
        }
        for (double tick : y.ticks()) {
            line(svg, "axis", 60, y.place(tick), WIDTH - 170, y.place(tick));
            text(svg, 52, y.place(tick) + 4, "end", number(tick));
        }
        text(svg, (WIDTH - 110) / 2.0, HEIGHT - 6, "middle", right);
        var labels = new ArrayList<Label>();
        for (int row : known) {
            double atX = x.place(reports.get(row).metric(right));
            double atY = y.place(reports.get(row).metric(up));
            dot(svg, atX, atY);
            Label label = Label.free(shortened(names.get(row)), atX + 10, atY + 4, labels);
            labels.add(label);
            text(svg, label.x, label.y, "start", label.words);
        }
        return svg.raw("</svg>\n").toString();
    }

    /** Words beside a dot. */
    private record Label(String words, double x, double y) {
        private static final double LINE = 14;
        private static final double LETTER = 7;
        private static final int TRIES = 20;

        /** As near as possible to a place without lying over other labels. */
        static Label free(String words, double x, double y, List<Label> others) {
            for (int k = 0; k < TRIES; k++) {
                double aside = (k + 1) / 2 * LINE * (k % 2 == 0 ? -1 : 1);
                var label = new Label(words, x, y + aside);
                if (y + aside > LINE && others.stream().noneMatch(label::overlaps)) {
                    return label;
                }
            }
            return new Label(words, x, y);
        }

        private boolean overlaps(Label other) {
            return Math.abs(y - other.y) < LINE
                    && x < other.x + LETTER * other.words.length()
                    && other.x < x + LETTER * words.length();
        }
    }

    private static List<Double> values(String metric, List<Integer> rows, List<Report> reports) {
        return rows.stream().map(row -> reports.get(row).metric(metric)).toList();
    }
}
