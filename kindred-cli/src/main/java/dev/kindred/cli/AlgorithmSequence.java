package dev.kindred.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Several algorithms, each with the preset and the settings that follow it. */
final class AlgorithmSequence {
    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            parameterConsumer = NextAlgorithm.class,
            description = "An algorithm; kindred algorithms lists them. Repeatable.")
    List<AlgorithmOptions> algorithms = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            parameterConsumer = NextConfig.class,
            description =
                    "Another algorithm, with its settings, as kindred tune --output writes it."
                            + " Repeatable.")
    private List<String> configs = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            parameterConsumer = Preset.class,
            description = "A named set of settings of the algorithm before it, such as textbook.")
    private List<String> presets = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            parameterConsumer = Setting.class,
            description = "One setting of the algorithm before it, over its preset's. Repeatable.")
    private List<String> settings = new ArrayList<>();

    /** Reads the one value of an option; picocli's own lists would lose the order. */
    private abstract static class Word implements IParameterConsumer {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's signature
        public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
            String name =
                    String.join(", ", ((picocli.CommandLine.Model.OptionSpec) option).names());
            if (args.isEmpty() || command.optionsMap().containsKey(args.peek())) {
                throw new ParameterException(
                        command.commandLine(), "%s needs a value".formatted(name));
            }
            var target = (EvaluateCommand) command.userObject();
            accept(args.pop(), target.sequence.algorithms, command);
        }

        abstract void accept(String word, List<AlgorithmOptions> algorithms, CommandSpec command);

        /** The algorithm that was named last. */
        static AlgorithmOptions last(List<AlgorithmOptions> algorithms, CommandSpec command) {
            if (algorithms.isEmpty()) {
                throw new ParameterException(
                        command.commandLine(),
                        "--preset and --set belong behind the --algorithm or --config that they are for");
            }
            return algorithms.get(algorithms.size() - 1);
        }
    }

    static final class NextAlgorithm extends Word {
        @Override
        void accept(String word, List<AlgorithmOptions> algorithms, CommandSpec command) {
            var next = new AlgorithmOptions();
            next.algorithm = word;
            algorithms.add(next);
        }
    }

    static final class NextConfig extends Word {
        @Override
        void accept(String word, List<AlgorithmOptions> algorithms, CommandSpec command) {
            var next = new AlgorithmOptions();
            next.config = Path.of(word);
            algorithms.add(next);
        }
    }

    static final class Preset extends Word {
        @Override
        void accept(String word, List<AlgorithmOptions> algorithms, CommandSpec command) {
            last(algorithms, command).preset = word;
        }
    }

    static final class Setting extends Word {
        @Override
        void accept(String word, List<AlgorithmOptions> algorithms, CommandSpec command) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        command.commandLine(),
                        "--set is written NAME=VALUE, but is \"%s\"".formatted(word));
            }
            last(algorithms, command)
                    .settings
                    .put(word.substring(0, equals), word.substring(equals + 1));
        }
    }
}
