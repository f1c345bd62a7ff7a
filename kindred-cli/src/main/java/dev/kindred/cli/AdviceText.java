package dev.kindred.cli;

import dev.kindred.advise.DataProfile;
import dev.kindred.advise.Distribution;
import dev.kindred.advise.FeedbackKind;
import dev.kindred.advise.Finding;
import dev.kindred.advise.Histogram;
import dev.kindred.advise.Suggested;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The advice as text for people, and as CSV. */
final class AdviceText {
    private static final int BAR = 40;

    private final Terminal terminal;
    private final Writer out;
    private final AdviseCommand.Advice advice;

    private AdviceText(Terminal terminal, AdviseCommand.Advice advice) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.advice = advice;
    }

    static void write(Terminal terminal, AdviseCommand.Advice advice) throws IOException {
        var text = new AdviceText(terminal, advice);
        text.profile();
        text.plots();
        text.findings();
        text.suggestions(Suggested.Task.LISTS, "For lists of items, in the order to try:");
        text.suggestions(Suggested.Task.RATINGS, "For predicted ratings:");
    }

    /** One line per suggestion. */
    static void csv(Writer out, AdviseCommand.Advice advice) throws IOException {
        Csv.line(out, "task", "algorithm", "settings", "reason");
        for (Suggested one : advice.suggestions()) {
            Csv.line(
                    out,
                    one.task().name().toLowerCase(Locale.ROOT),
                    one.algorithm(),
                    settings(one),
                    one.reason());
        }
    }

    private void line(String text, Object... args) throws IOException {
        out.write(args.length == 0 ? text : String.format(Locale.ROOT, text, args));
        out.write('\n');
    }

    private void profile() throws IOException {
        DataProfile profile = advice.profile();
        line("%s", advice.source());
        line(
                "  %,d users, %,d items, %,d interactions, %s of all pairs",
                profile.users(), profile.items(), profile.events(), percent(profile.density()));
        line("  %s", kind(profile));
        if (profile.types().size() > 1) {
            var types = new StringJoiner(", ");
            profile.types().forEach((name, count) -> types.add("%s %,d".formatted(name, count)));
            line("  types: %s", types);
        }
        line("  %s", times(profile.times()));
        fields("item attributes", profile.itemFields());
        fields("user attributes", profile.userFields());
    }

    private static String kind(DataProfile profile) {
        Distribution values = profile.values();
        return switch (profile.kind()) {
            case UNARY -> "no ratings: every value is " + number(values.min());
            case COUNTS ->
                    "counts from %s to %s, median %s"
                            .formatted(
                                    number(values.min()),
                                    number(values.max()),
                                    number(values.median()));
            case EXPLICIT ->
                    "ratings from %s to %s, mean %s"
                            .formatted(
                                    number(values.min()),
                                    number(values.max()),
                                    String.format(Locale.ROOT, "%.2f", values.mean()));
        };
    }

    private static String times(DataProfile.Times times) {
        if (times.share() == 0) {
            return "no times: splits by time, decay and order are not possible";
        }
        return String.format(
                Locale.ROOT,
                "from %s to %s (%,.0f days)",
                day(times.first()),
                day(times.last()),
                times.days());
    }

    private static String day(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private void fields(String what, List<DataProfile.Field> fields) throws IOException {
        if (!fields.isEmpty()) {
            var names = new StringJoiner(", ");
            for (DataProfile.Field field : fields) {
                names.add(
                        "%s (%,d values, on %s)"
                                .formatted(
                                        field.name(), field.distinct(), percent(field.coverage())));
            }
            line("  %s: %s", what, names);
        }
    }

    private void plots() throws IOException {
        DataProfile profile = advice.profile();
        if (profile.kind() != FeedbackKind.UNARY) {
            plot("values", profile.valueBins(), "");
        }
        plot("users by number of items", profile.perUserBins(), concentration(profile.perUser()));
        plot("items by number of users", profile.perItemBins(), concentration(profile.perItem()));
    }

    private static String concentration(Distribution spread) {
        return String.format(
                Locale.ROOT,
                " (median %s, mean %.1f, largest %s, Gini %.2f)",
                number(spread.median()),
                spread.mean(),
                number(spread.max()),
                spread.gini());
    }

    private void plot(String title, Histogram histogram, String note) throws IOException {
        line("");
        line("%s", title + note);
        long most = 1;
        int width = 0;
        for (Histogram.Bin bin : histogram.bins()) {
            most = Math.max(most, bin.count());
            width = Math.max(width, bin.label().length());
        }
        for (Histogram.Bin bin : histogram.bins()) {
            int eighths = (int) Math.round(8.0 * BAR * bin.count() / most);
            line("  %" + Math.max(1, width) + "s %s %,d", bin.label(), bar(eighths), bin.count());
        }
    }

    private static String bar(int eighths) {
        String whole = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? whole : whole + (char) ('█' + 8 - eighths % 8);
    }

    private void findings() throws IOException {
        line("");
        if (advice.findings().isEmpty()) {
            line("Nothing wrong was found.");
            return;
        }
        line("Found:");
        for (Finding finding : advice.findings()) {
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            line("  %-8s %s. %s", severity, finding.text(), finding.remedy());
        }
    }

    private void suggestions(Suggested.Task task, String title) throws IOException {
        var table = new Table("", "", "", "");
        var command = new StringBuilder();
        int number = 0;
        for (Suggested one : advice.suggestions()) {
            if (one.task() == task) {
                number++;
                table.row("  " + number + ".", one.algorithm(), settings(one), one.reason());
                command.append(" --algorithm ").append(one.algorithm());
                one.settings()
                        .forEach(
                                (name, value) ->
                                        command.append(" --set %s=%s".formatted(name, value)));
            }
        }
        if (number > 0) {
            line("");
            line(title);
            table.write(out, Math.max(terminal.columns(), 200));
            line(
                    "  compare: kindred evaluate --data %s --split random:0.2%s",
                    shell(advice.source()), command);
        }
    }

    private static String shell(String file) {
        return file.matches("[\\w./:=,@%+-]+") ? file : "'" + file.replace("'", "'\\''") + "'";
    }

    private static String settings(Suggested one) {
        var text = new StringJoiner(" ");
        for (Map.Entry<String, String> setting : one.settings().entrySet()) {
            text.add(setting.getKey() + "=" + setting.getValue());
        }
        return text.toString();
    }

    private static String percent(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT, percent < 0.1 ? "%.4f %%" : "%.1f %%", percent);
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
