package dev.kindred.spark;

import dev.kindred.internal.Suggestion;
import dev.kindred.io.DataException;
import dev.kindred.model.FitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one or two lines and an exit code; never a stack trace. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final boolean debug;

    Errors(String... args) {
        this.debug = Arrays.asList(args).contains("--debug");
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched(unmatched, line)
                        : String.valueOf(e.getMessage());
        return wrongUsage(line, message, e);
    }

    private static String unmatched(UnmatchedArgumentException e, CommandLine line) {
        String word = e.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        List<String> known = new ArrayList<>();
        if (option) {
            line.getCommandSpec().options().stream()
                    .flatMap(one -> Arrays.stream(one.names()))
                    .filter(name -> name.startsWith("--"))
                    .forEach(known::add);
        } else {
            known.addAll(line.getSubcommands().keySet());
        }
        return "%s \"%s\"%s"
                .formatted(
                        option
                                ? "unknown option"
                                : known.isEmpty() ? "unexpected argument" : "unknown job",
                        word,
                        Suggestion.didYouMean(word, known));
    }

    private int wrongUsage(CommandLine line, String message, Exception e) {
        say(line, message, e);
        line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof UsageException) {
            return wrongUsage(line, String.valueOf(e.getMessage()), e);
        }
        if (e instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        say(line, message(e), e);
        return FAILED;
    }

    private String message(Exception e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof DataException
                    || at instanceof FitException
                    || at.getClass() == IllegalArgumentException.class) {
                return String.valueOf(at.getMessage());
            }
            if (at instanceof OutOfMemoryError) {
                return "out of memory. Maybe raise spark.driver.memory or spark.executor.memory, or train with more --blocks.";
            }
        }
        if (e instanceof AnalysisException) {
            return firstLine(e);
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            return cause instanceof FileSystemException
                    ? "cannot be read or written: " + cause.getMessage()
                    : "reading or writing failed: " + cause.getMessage();
        }
        return "the job failed: %s%s"
                .formatted(
                        firstLine(e),
                        debug ? "" : "\nRun it again with --debug for the stack trace.");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }

    private void say(CommandLine line, String message, Exception e) {
        line.getErr().println("kindred spark: " + message);
        if (debug) {
            e.printStackTrace(line.getErr());
        }
    }
}
