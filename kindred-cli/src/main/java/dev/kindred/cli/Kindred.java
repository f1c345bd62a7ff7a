package dev.kindred.cli;

import dev.kindred.model.ModelInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code kindred}. */
@Command(
        name = "kindred",
        versionProvider = Kindred.Version.class,
        header = "Recommendations from what people did: train, ask, measure.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            RecommendCommand.class,
            BatchCommand.class,
            PredictCommand.class,
            SimilarCommand.class,
            AudienceCommand.class,
            OnboardingCommand.class,
            EvaluateCommand.class,
            TuneCommand.class,
            AdviseCommand.class,
            ServeCommand.class,
            KeysCommand.class,
            CapacityCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ExperimentCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            AlgorithmsCommand.class,
            SparkCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  kindred demo --once                                   a first look, on bundled data",
            "  kindred recommend --data ratings.csv --user 42        a list for one user",
            "  kindred evaluate --data ratings.csv --split random:0.2 \\",
            "      --algorithm popular --algorithm item-knn          which algorithm is better",
            "",
            "kindred COMMAND --help tells more. Data goes to stdout, all else to stderr.",
            "Exit codes: 0 done, 1 failed (or some input lines were rejected), 2 wrong usage.",
            "Tab completion in bash: source <(kindred completion)",
            "More memory, other JVM options: KINDRED_JAVA_OPTS=-Xmx8g kindred ..."
        })
public final class Kindred implements Runnable {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    Kindred(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the command line of this process. */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs one command line; returns its exit code. */
    static int run(Terminal terminal, String... args) {
        var errors = new Errors(terminal, args);
        try {
            int code = commandLine(terminal, errors).execute(args);
            if (errors.reported()) {
                errors.flush();
            } else {
                terminal.flush();
            }
            return code;
        } catch (Throwable e) {
            return errors.report(e);
        }
    }

    static CommandLine commandLine(Terminal terminal, Errors errors) {
        var line = new CommandLine(new Kindred(terminal));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false); // ids may start with @
        line.setUsageHelpWidth(Math.min(120, terminal.columns()));
        line.setUsageHelpLongOptionsMaxWidth(36);
        headOptions(line);
        line.getSubcommands().get("spark").setStopAtPositional(true); // all else is the job's
        line.setColorScheme(
                Help.defaultColorScheme(terminal.outIsTerminal() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setExecutionStrategy(new RunOnce());
        line.setOut(terminal.outPrinter());
        line.setErr(terminal.errPrinter());
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        return line;
    }

    private static void headOptions(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().usageMessage().optionListHeading("%nOptions:%n");
            headOptions(command);
        }
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    /** The text of {@code --version}. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "kindred %s (Java %s)"
                        .formatted(ModelInfo.CURRENT_VERSION, Runtime.version().feature())
            };
        }
    }
}
