package dev.kindred.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "experiment",
        header = "A/B tests: plan, assign, analyse; judge a policy from a log.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExperimentPlanCommand.class,
            ExperimentAssignCommand.class,
            ExperimentAnalyseCommand.class,
            ExperimentOffPolicyCommand.class
        },
        commandListHeading = "%nCommands:%n",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred experiment plan --rate 0.05 --lift 0.1       how many users, how many days",
            "  kindred experiment assign --config exp.json --user 42",
            "  kindred experiment analyse --data users.csv --metric bought:conversion",
            "  kindred experiment off-policy --data log.csv --policy uniform",
            "",
            "kindred experiment COMMAND --help tells more.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class ExperimentCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Mixin private CommonOptions common;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "one of plan, assign, analyse, off-policy is needed");
    }
}
