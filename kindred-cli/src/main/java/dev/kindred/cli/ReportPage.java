package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.eval.ComparisonTable;
import dev.kindred.eval.FairnessReport;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Report;
import dev.kindred.model.ModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found, as one HTML file that needs nothing else: no script, no network, and a
 * policy that allows neither.
 */
final class ReportPage {
    private static final List<String> VARIETY =
            List.of("coverage", "ild", "novelty", "serendipity", "epc", "entropy", "gini", "arp");

    private final String source;
    private final List<EvaluationRuns.Result> results;
    private final @Nullable ComparisonTable comparison;
    private final List<String> reranking;
    private final Split split;
    private final List<Report> reports;
    private final List<String> names;
    private final List<String> metrics;
    private final Html html = new Html();

    /**
     * A page.
     *
     * @param source where the data come from
     * @param comparison tests between the results, or null
     * @param reranking filters, boosts and steps, in words
     * @param split the data, or the first of several folds
     */
    ReportPage(
            String source,
            List<EvaluationRuns.Result> results,
            @Nullable ComparisonTable comparison,
            List<String> reranking,
            Split split) {
        this.source = source;
        this.results = results;
        this.comparison = comparison;
        this.reranking = reranking;
        this.split = split;
        this.reports = results.stream().map(EvaluationRuns.Result::report).toList();
        this.names = results.stream().map(result -> name(result.choice())).toList();
        this.metrics =
                reports.get(0).metrics().keySet().stream()
                        .filter(metric -> !metric.startsWith("exposure@"))
                        .toList();
    }

    /** The algorithm, and what tells it from the same one with other settings. */
    private static String name(AlgorithmOptions.Choice choice) {
        return (choice.name() + " " + Settings.text(choice.changedTexts())).trim();
    }

    String write() {
        head();
        board();
        charts();
        comparisons();
        for (EvaluationRuns.Result result : results) {
            fairness(result);
        }
        data();
        settings();
        protocol();
        return html.raw("</main>\n</body>\n</html>\n").toString();
    }

    private void head() {
        String style = style();
        String policy = "default-src 'none'; style-src 'sha256-%s'".formatted(hash(style));
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .element("title", "Evaluation of " + source)
                .raw("<style>" + style + "</style>\n</head>\n<body>\n<main>\n")
                .element("h1", "Evaluation of " + source);
        Report first = reports.get(0);
        html.element(
                "p",
                "%s of %s, split %s: %s test users with %s targets. Made by Kindred %s."
                        .formatted(
                                results.size() == 1 ? "1 row" : results.size() + " rows",
                                source,
                                first.protocol().split(),
                                Numbers.grouped(first.protocol().users()),
                                Numbers.grouped(first.protocol().targets()),
                                ModelInfo.CURRENT_VERSION));
        reports.stream()
                .flatMap(report -> report.warnings().stream())
                .distinct()
                .forEach(
                        warning ->
                                html.raw("<p class=\"warning\">")
                                        .text("Warning: " + warning)
                                        .raw("</p>\n"));
    }

    private static String style() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private void board() {
        html.element("h2", "Metrics");
        var columns = new ArrayList<>(List.of("Algorithm"));
        columns.addAll(metrics);
        columns.addAll(List.of("Training s", "Ranking s"));
        html.table("Each metric with its interval; the best value of each is bold", columns);
        for (int row = 0; row < reports.size(); row++) {
            Report report = reports.get(row);
            String letter = comparison == null ? "" : ComparisonTable.letter(row) + "  ";
            html.raw("<tr><th scope=\"row\">").text(letter + names.get(row)).raw("</th>");
            for (String metric : metrics) {
                html.raw("<td>");
                value(row, metric);
                html.raw("</td>");
            }
            html.raw("<td>").text(Numbers.seconds(report.seconds().fit())).raw("</td><td>");
            html.text(Numbers.seconds(report.seconds().rank() + report.seconds().summary()));
            html.raw("</td></tr>\n");
        }
        html.endTable();
        int percent = (int) Math.round(100 * reports.get(0).protocol().confidence());
        html.raw("<p class=\"note\">")
                .text(
                        "In grey: the %d %% interval, by resampling users. %s"
                                .formatted(percent, comparison == null ? "" : comparison.legend()))
                .raw("</p>\n");
    }

    private void value(int row, String metric) {
        Report report = reports.get(row);
        String value = Numbers.rounded(report.metric(metric));
        html.raw(isBest(row, metric) ? "<b>" : "<span>")
                .text(value)
                .raw(isBest(row, metric) ? "</b>" : "</span>");
        if (comparison != null) {
            html.text(" " + comparison.marks(row, metric));
        }
        Report.Interval interval = report.intervals().get(metric);
        if (interval != null && Double.isFinite(interval.low())) {
            html.raw("<br><span class=\"note\">").text(span(interval)).raw("</span>");
        }
    }

    private boolean isBest(int row, String metric) {
        double value = reports.get(row).metric(metric);
        return reports.size() > 1
                && Double.isFinite(value)
                && switch (reports.get(row).better().getOrDefault(metric, Metric.Better.NEITHER)) {
                    case HIGHER -> reports.stream().noneMatch(r -> r.metric(metric) > value);
                    case LOWER -> reports.stream().noneMatch(r -> r.metric(metric) < value);
                    case NEITHER -> false;
                };
    }

    private static String span(Report.Interval interval) {
        return Numbers.rounded(interval.low()) + " to " + Numbers.rounded(interval.high());
    }

    private void charts() {
        String variety =
                VARIETY.stream()
                        .flatMap(kind -> metrics.stream().filter(one -> one.startsWith(kind)))
                        .findFirst()
                        .orElse(metrics.size() > 1 ? metrics.get(1) : null);
        if (variety != null && !variety.equals(metrics.get(0))) {
            figure(
                    metrics.get(0) + " against " + variety,
                    ReportCharts.scatter(variety, metrics.get(0), names, reports));
        }
        for (String metric : metrics) {
            figure(metric, ReportCharts.intervals(metric, names, reports));
        }
    }

    private void figure(String caption, @Nullable String svg) {
        if (svg != null) {
            html.raw("<figure><figcaption>").text(caption).raw("</figcaption>\n");
            html.raw(svg).raw("</figure>\n");
        }
    }

    private void comparisons() {
        ComparisonTable table = comparison;
        if (table == null || table.pairs().isEmpty()) {
            return;
        }
        html.element("h2", "Comparison");
        html.table(
                "Differences between rows, per user",
                List.of("Metric", "Rows", "Difference", "Interval", "p", "p, corrected"));
        table.pairs()
                .forEach((metric, pairs) -> pairs.forEach(pair -> html.row(cells(metric, pair))));
        html.endTable();
    }

    private List<String> cells(String metric, ComparisonTable.Pair pair) {
        return List.of(
                metric,
                names.get(pair.first()) + " less " + names.get(pair.second()),
                signed(pair.paired().difference()),
                span(pair.paired().interval()),
                chance(pair.paired().p()),
                chance(pair.corrected()));
    }

    private static String signed(double number) {
        return String.format(Locale.ROOT, "%+.4f", number);
    }

    private static String chance(double p) {
        return p < .0001 ? "< 0.0001" : Numbers.rounded(p);
    }

    private void fairness(EvaluationRuns.Result result) {
        FairnessReport fairness = result.fairness();
        if (fairness == null) {
            return;
        }
        html.element("h2", "Exposure by " + fairness.field() + ": " + name(result.choice()));
        html.table(
                "Shares of groups of items, before and after re-ranking",
                List.of(fairness.field(), "Catalogue", "Relevance", "Before", "After"));
        for (FairnessReport.Group group : fairness.groups()) {
            html.row(
                    Stream.concat(
                                    Stream.of(group.name()),
                                    Stream.of(
                                                    group.catalogue(),
                                                    group.relevance(),
                                                    group.before(),
                                                    group.after())
                                            .map(ReportPage::percent))
                            .toList());
        }
        html.endTable();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void data() {
        Dataset train = split.train();
        long users = train.users().size();
        long items = train.items().size();
        double cells = (double) users * items;
        html.element("h2", "Data");
        html.table("The training data", List.of("What", "How much"));
        html.row(List.of("Source", source));
        html.row(List.of("Users", Numbers.grouped(users)));
        html.row(List.of("Items", Numbers.grouped(items)));
        html.row(List.of("Interactions", Numbers.grouped(train.size())));
        html.row(
                List.of(
                        "Of all pairs",
                        cells == 0 ? "-" : "%.4f %%".formatted(100 * train.size() / cells)));
        html.row(List.of("Item attributes", words(train.itemAttributes().fields())));
        html.row(List.of("User attributes", words(train.userAttributes().fields())));
        html.row(List.of("Fingerprint", train.fingerprint()));
        html.endTable();
    }

    private static String words(List<String> fields) {
        return fields.isEmpty() ? "none" : String.join(", ", fields);
    }

    private void settings() {
        html.element("h2", "Settings");
        html.table("All settings of each row", List.of("Algorithm", "Settings"));
        for (EvaluationRuns.Result result : results) {
            html.row(List.of(name(result.choice()), Settings.text(result.choice().configTexts())));
        }
        if (!reranking.isEmpty()) {
            html.row(List.of("Rules and re-ranking", String.join("; ", reranking)));
        }
        html.endTable();
    }

    private void protocol() {
        html.element("h2", "Protocol");
        html.table("What must be equal to compare two reports", List.of("What", "Value"));
        EvaluationOutput.protocol(reports.get(0))
                .forEach(
                        (name, value) -> {
                            if (value instanceof Map<?, ?> definitions) {
                                definitions.forEach(
                                        (metric, words) ->
                                                html.row(
                                                        List.of(
                                                                String.valueOf(metric),
                                                                String.valueOf(words))));
                            } else {
                                html.row(List.of(name, String.valueOf(value)));
                            }
                        });
        html.endTable();
    }
}
