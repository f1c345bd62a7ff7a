package dev.kindred.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatchContainer;

/**
 * Runs the command if no option is given twice that may be given once. Picocli checks that for
 * options without a heading only: where one under a heading is repeated, it starts all options of
 * that heading over, and those given before would be forgotten without a word.
 */
final class RunOnce implements CommandLine.IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        for (ParseResult at = parsed;
                at != null;
                at = at.hasSubcommand() ? at.subcommand() : null) {
            for (ArgGroupSpec group : at.commandSpec().argGroups()) {
                check(group, at.findMatches(group));
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static void check(ArgGroupSpec group, List<GroupMatchContainer> starts) {
        for (OptionSpec option : group.options()) {
            long times =
                    starts.stream()
                            .flatMap(start -> start.matches().stream())
                            .filter(match -> !match.matchedValues(option).isEmpty())
                            .count();
            if (times > 1 && !option.isMultiValue()) {
                throw new OverwrittenOptionException(
                        option.command().commandLine(),
                        option,
                        "option '%s' should be specified only once"
                                .formatted(option.longestName()));
            }
        }
    }
}
