package dev.kindred.cli;

import dev.kindred.model.FitContext;
import dev.kindred.model.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
final class CommonOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Output: table, json or csv (default: table on a terminal, json elsewhere;"
                            + " predict: csv).")
    @Nullable OutputFormat format;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "All random numbers come from it (default: 42).")
    long seed = 42;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads; never changes a result (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes on stderr; errors are still told.")
    boolean quiet;

    @Option(names = "--debug", description = "Shows the stack trace of an error.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    Terminal terminal() {
        return ((Kindred) spec.root().userObject()).terminal();
    }

    /** The format asked for; else a table for people and JSON for programs. */
    OutputFormat format() {
        return format(terminal().outIsTerminal() ? OutputFormat.TABLE : OutputFormat.JSON);
    }

    OutputFormat format(OutputFormat byDefault) {
        return format == null ? byDefault : format;
    }

    /** Tells people something that is not data. */
    void note(String message) {
        if (!quiet) {
            terminal().say(message);
        }
    }

    FitContext context(Progress progress) {
        return new FitContext(seed, UsageException.check(this::checkedThreads), progress);
    }

    private int checkedThreads() {
        return dev.kindred.internal.Checks.positive("--threads", threads);
    }

    ProgressDisplay progress() {
        return quiet ? ProgressDisplay.silent() : new ProgressDisplay(terminal());
    }
}
