package dev.kindred.server.experiments;

import dev.kindred.server.experiments.State.Run;
import dev.kindred.store.Outcomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** The log of an experiment by unit, as off-policy evaluation reads it. */
public final class UnitLog {
    private final Outcomes outcomes;
    private final Stored experiment;

    public UnitLog(Outcomes outcomes, Stored experiment) {
        this.outcomes = outcomes;
        this.experiment = experiment;
    }

    /**
     * Writes CSV: a line for each unit that was exposed to one variant, with the chance that this
     * variant had and the unit's total of a metric.
     */
    public void write(String metric, Writer out) throws IOException {
        out.write("unit,run,action,propensity,reward,denominator\n");
        List<String> variants = experiment.definition().experiment().names();
        try {
            for (Run run : experiment.compared()) {
                outcomes.scanExposed(
                        experiment.run(run),
                        metric,
                        total -> {
                            int arm = variants.indexOf(total.variant());
                            if (!total.crossed() && arm >= 0) {
                                write(out, total, run.version(), run.weights().get(arm));
                            }
                        });
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Writer out, Outcomes.Total total, int run, double propensity) {
        try {
            out.write(
                    "%s,%d,%s,%s,%s,%s\n"
                            .formatted(
                                    quoted(total.unit()),
                                    run,
                                    quoted(total.variant()),
                                    propensity,
                                    total.y(),
                                    total.x()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
