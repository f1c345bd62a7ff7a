package dev.kindred.server.api.experiments;

import dev.kindred.experiment.analysis.SampleSize;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many users an experiment needs; nothing is stored. */
public final class PlanRoutes implements RouteGroup {
    private static final double ALPHA = .05;
    private static final double POWER = .8;
    private static final int MOST_ARMS = 20;
    private static final double LARGEST = 1e15;
    private static final List<Double> USUAL_LIFTS = List.of(.01, .02, .05, .1, .2);

    /** What is measured, and how surely a change is to be found. */
    private record Question(
            @Nullable Double rate,
            @Nullable Double mean,
            @Nullable Double deviation,
            double correlation,
            double alpha,
            double power,
            int arms,
            @Nullable Double usersPerDay) {
        SampleSize size(double lift) {
            SampleSize size =
                    mean == null || deviation == null
                            ? SampleSize.ofRate(rate == null ? 0 : rate, lift, alpha, power)
                            : SampleSize.ofMean(mean, deviation, lift, alpha, power);
            return size.withCovariate(correlation).withComparisons(arms - 1);
        }
    }

    @Override
    public String description() {
        return "plan";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/v1/experiments:plan", Access.READ, this::plan));
    }

    private void plan(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        Question question = question(in);
        List<Double> lifts = lifts(in);
        in.done();
        var rows = new ArrayList<Map<String, Object>>();
        for (double lift : lifts) {
            try {
                rows.add(row(question, lift, question.size(lift)));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid("/lift", "invalid", String.valueOf(e.getMessage()));
            }
        }
        exchange.answer(Map.of("items", rows));
    }

    private static Question question(Fields in) {
        Double rate = in.number("rate", 0, 1);
        Double mean = in.number("mean", -LARGEST, LARGEST);
        Double deviation = in.number("deviation", 0, LARGEST);
        if ((rate == null) == (mean == null)) {
            in.fault("rate", "missing", "either rate or mean must be there, not both");
        }
        if ((mean == null) != (deviation == null)) {
            in.fault("deviation", "missing", "mean and deviation go together");
        }
        Double correlation = in.number("correlation", -1, 1);
        Double alpha = in.number("alpha", 0, 1);
        Double power = in.number("power", 0, 1);
        int arms = in.integer("arms", 2, 2, MOST_ARMS);
        Double perDay = in.number("usersPerDay", 1, LARGEST);
        return new Question(
                rate,
                mean,
                deviation,
                correlation == null ? 0 : correlation,
                alpha == null ? ALPHA : alpha,
                power == null ? POWER : power,
                arms,
                perDay);
    }

    private static List<Double> lifts(Fields in) {
        Double lift = in.number("lift", -1, LARGEST);
        return lift == null ? USUAL_LIFTS : List.of(lift);
    }

    private static Map<String, Object> row(Question question, double lift, SampleSize size) {
        long fixed = size.perArm();
        long sequential = size.perArmSequential();
        var row = new LinkedHashMap<String, Object>();
        row.put("lift", lift);
        row.put("perArm", fixed);
        row.put("total", fixed * question.arms());
        row.put("perArmSequential", sequential);
        row.put("totalSequential", sequential * question.arms());
        Double perDay = question.usersPerDay();
        if (perDay != null) {
            row.put("days", (long) Math.ceil(fixed * question.arms() / perDay));
            row.put("daysSequential", (long) Math.ceil(sequential * question.arms() / perDay));
        }
        return row;
    }
}
