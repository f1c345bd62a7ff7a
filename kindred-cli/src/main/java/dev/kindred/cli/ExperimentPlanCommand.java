package dev.kindred.cli;

import dev.kindred.experiment.analysis.SampleSize;
import dev.kindred.internal.Checks;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        header = "How many users an experiment needs, and how long it takes.",
        description = {
            "",
            "Per lift: users per arm for one look at the end (fixed), and users per arm if you look"
                    + " as often as you like (sequential, at most: a larger effect ends it earlier)."
        },
        customSynopsis = {
            "kindred experiment plan (--rate R | --mean M --deviation S) --lift L[,L...] [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred experiment plan --rate 0.05 --lift 0.05,0.1,0.2 --units-per-day 4000",
            "  kindred experiment plan --mean 12 --deviation 30 --lift 0.03 --correlation 0.6",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class ExperimentPlanCommand implements Callable<Integer> {
    @ArgGroup(validate = false, heading = "%nMetric:%n", order = 1)
    private Metric metric = new Metric();

    @ArgGroup(validate = false, heading = "%nExperiment:%n", order = 2)
    private Design design = new Design();

    @Mixin private CommonOptions common;

    /** What is measured. */
    static final class Metric {
        @Option(
                names = "--rate",
                paramLabel = "R",
                description = "Share of users who convert today, such as 0.05.")
        @Nullable Double rate;

        @Option(names = "--mean", paramLabel = "M", description = "Mean per user today.")
        @Nullable Double mean;

        @Option(
                names = "--deviation",
                paramLabel = "S",
                description = "Standard deviation between users; with --mean.")
        @Nullable Double deviation;

        @Option(
                names = "--correlation",
                paramLabel = "C",
                description =
                        "Correlation with the same metric before the experiment, used as a"
                                + " covariate (CUPED; default: 0, none).")
        double correlation;
    }

    /** What is to be found, and how surely. */
    static final class Design {
        @Option(
                names = "--lift",
                paramLabel = "L",
                split = ",",
                description = "Relative changes to be found, such as 0.1 for 10 %%.")
        List<Double> lifts = List.of();

        @Option(
                names = "--alpha",
                paramLabel = "A",
                description = "Chance of a false alarm (default: 0.05).")
        double alpha = .05;

        @Option(
                names = "--power",
                paramLabel = "P",
                description = "Chance to find the change if it is there (default: 0.8).")
        double power = .8;

        @Option(
                names = "--arms",
                paramLabel = "N",
                description = "Arms with the control (default: 2).")
        int arms = 2;

        @Option(
                names = "--units-per-day",
                paramLabel = "N",
                description = "New users per day, to tell the days it takes.")
        @Nullable Double unitsPerDay;

        @Option(
                names = "--coverage",
                paramLabel = "C",
                description = "Share of the users who are in (default: 1).")
        double coverage = 1;
    }

    /** The answer for one lift. */
    private record Row(double lift, long fixed, long sequential, double perDay, int arms) {
        Map<String, Object> json() {
            var map = new LinkedHashMap<String, Object>();
            map.put("lift", lift);
            map.put("perArm", fixed);
            map.put("total", fixed * arms);
            map.put("perArmSequential", sequential);
            map.put("totalSequential", sequential * arms);
            if (!Double.isNaN(perDay)) {
                map.put("days", days(fixed));
                map.put("daysSequential", days(sequential));
            }
            return map;
        }

        long days(long perArm) {
            return (long) Math.ceil(perArm * arms / perDay);
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Row> rows = UsageException.check(this::rows);
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, rows.stream().map(Row::json).toList());
            case CSV -> csv(out, rows);
            case TABLE -> table(out, rows);
        }
        return 0;
    }

    private List<Row> rows() {
        if ((metric.rate == null) == (metric.mean == null)) {
            throw new UsageException("either --rate or --mean is needed");
        }
        if ((metric.mean == null) != (metric.deviation == null)) {
            throw new UsageException("--mean and --deviation go together");
        }
        if (design.lifts.isEmpty()) {
            throw new UsageException("--lift is needed: the change to be found, such as 0.1");
        }
        if (design.arms < 2) {
            throw new UsageException("--arms must be at least 2, but is " + design.arms);
        }
        if (!(design.coverage > 0 && design.coverage <= 1)) {
            throw new UsageException(
                    "--coverage must be above 0 and at most 1, but is " + design.coverage);
        }
        double perDay =
                design.unitsPerDay == null
                        ? Double.NaN
                        : Checks.positive("--units-per-day", (double) design.unitsPerDay);
        var rows = new ArrayList<Row>();
        for (double lift : design.lifts) {
            SampleSize size = size(lift);
            rows.add(
                    new Row(
                            lift,
                            size.perArm(),
                            size.perArmSequential(),
                            perDay * design.coverage,
                            design.arms));
        }
        return rows;
    }

    private SampleSize size(double lift) {
        SampleSize size =
                metric.rate != null
                        ? SampleSize.ofRate(metric.rate, lift, design.alpha, design.power)
                        : SampleSize.ofMean(
                                number(metric.mean),
                                number(metric.deviation),
                                lift,
                                design.alpha,
                                design.power);
        return size.withCovariate(metric.correlation).withComparisons(design.arms - 1);
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static void csv(Writer out, List<Row> rows) throws IOException {
        Csv.line(out, rows.get(0).json().keySet().toArray());
        for (Row row : rows) {
            Csv.line(out, row.json().values().toArray());
        }
    }

    private void table(Writer out, List<Row> rows) throws IOException {
        boolean days = !Double.isNaN(rows.get(0).perDay);
        var header = new ArrayList<>(List.of("lift", "per arm", "total"));
        if (days) {
            header.add("days");
        }
        header.addAll(List.of("per arm, sequential", "total, sequential"));
        if (days) {
            header.add("days, sequential");
        }
        var table = new Table(header);
        for (Row row : rows) {
            var cells = new ArrayList<Object>();
            cells.add(String.format(Locale.ROOT, "%.4g %%", 100 * row.lift));
            cells.add(Numbers.grouped(row.fixed));
            cells.add(Numbers.grouped(row.fixed * row.arms));
            if (days) {
                cells.add(Numbers.grouped(row.days(row.fixed)));
            }
            cells.add(Numbers.grouped(row.sequential));
            cells.add(Numbers.grouped(row.sequential * row.arms));
            if (days) {
                cells.add(Numbers.grouped(row.days(row.sequential)));
            }
            table.row(cells);
        }
        table.write(out, common.terminal().columns());
        common.note(
                String.format(
                        Locale.ROOT,
                        "alpha %s, power %s, %d arms; give analyse --tuning %d where it is sequential",
                        design.alpha,
                        design.power,
                        design.arms,
                        2 * rows.get(0).sequential));
    }
}
