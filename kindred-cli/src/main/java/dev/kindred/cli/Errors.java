package dev.kindred.cli;

import dev.kindred.internal.Suggestion;
import dev.kindred.io.DataException;
import dev.kindred.model.FitException;
import dev.kindred.server.http.StartException;
import dev.kindred.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one or two lines and an exit code; never a stack trace. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    private static final int INTERRUPTED = 130;

    private final Terminal terminal;
    private final boolean debug;
    private boolean reported;

    Errors(Terminal terminal, String... args) {
        this.terminal = terminal;
        this.debug = Arrays.asList(args).contains("--debug");
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            message = unmatched(unmatched, line);
        } else {
            String noneOf = noneOf(e);
            message = noneOf == null ? inPlainWords(message) : noneOf;
        }
        return wrongUsage(line, message, e);
    }

    /** A word that is none of an option's few; picocli lists Java's constants. */
    private static @Nullable String noneOf(ParameterException e) {
        ArgSpec option = e.getArgSpec();
        if (!(e.getCause() instanceof TypeConversionException)
                || option == null
                || !option.typeInfo().isEnum()) {
            return null;
        }
        List<String> known =
                option.typeInfo().getEnumConstantNames().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
        return "%s must be one of %s, but is \"%s\"%s"
                .formatted(
                        ((OptionSpec) option).longestName(),
                        String.join(", ", known),
                        e.getValue(),
                        Suggestion.didYouMean(e.getValue(), known));
    }

    /** Picocli speaks of Java's types, and of a missing value where one starts with a dash. */
    private static String inPlainWords(String message) {
        return message.replace("option option", "option")
                .replace("should be in KEY=VALUE format", "should be NAME=VALUE")
                .replaceFirst("is not an (int|Integer)$", "is not a whole number up to 2147483647")
                .replaceFirst("is not a (long|Long)$", "is not a whole number")
                .replaceFirst("is not a (double|Double)$", "is not a number")
                .replaceFirst(
                        "^(Expected parameter for option '(--[a-z-]+)' but found '(.*)')$",
                        "$1. Maybe $2=$3");
    }

    private static String unmatched(UnmatchedArgumentException e, CommandLine line) {
        String word = e.getUnmatched().get(0);
        List<String> known = new ArrayList<>();
        boolean option = word.startsWith("-");
        if (option) {
            boolean longOne = word.startsWith("--");
            line.getCommandSpec().options().stream()
                    .flatMap(one -> Arrays.stream(one.names()))
                    .filter(name -> name.startsWith("--") == longOne)
                    .forEach(known::add);
            word = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        } else {
            known.addAll(line.getSubcommands().keySet());
        }
        String what =
                option
                        ? "unknown option"
                        : line.getSubcommands().isEmpty()
                                ? "unexpected argument"
                                : "unknown command";
        return "%s \"%s\"%s".formatted(what, word, Suggestion.didYouMean(word, known));
    }

    private int wrongUsage(CommandLine line, String message, Exception e) {
        say(message, e);
        terminal.err().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
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
        return report(e);
    }

    /** True if what ended the command has been told. */
    boolean reported() {
        return reported;
    }

    /** Reports what ended a command; returns the exit code. */
    int report(Throwable e) {
        reported = true;
        if (isBrokenPipe(e)) {
            return 0; // whoever read our output has seen enough
        }
        if (e instanceof CancellationException) {
            return INTERRUPTED;
        }
        if (e instanceof OutOfMemoryError) {
            say(
                    "out of memory (the limit is %d MB). Maybe raise it: KINDRED_JAVA_OPTS=-Xmx8g; or use less data: --min-per-item 5"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    e);
        } else if (isExpected(e)) {
            say(String.valueOf(e.getMessage()), e);
        } else if (e instanceof IOException || e instanceof UncheckedIOException) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            say(inWords(cause), e);
        } else {
            say("internal error: %s%s".formatted(e, debug ? "" : hint()), e);
        }
        return FAILED;
    }

    private static String inWords(Throwable e) {
        if (!(e instanceof FileSystemException about)) {
            return "reading or writing failed: " + e.getMessage();
        }
        String reason = about.getReason();
        if (about instanceof AccessDeniedException) {
            reason = "no permission";
        } else if (about instanceof NoSuchFileException && reason == null) {
            reason = "there is no such file";
        }
        return about.getFile() + ": " + (reason == null ? "cannot be read or written" : reason);
    }

    private static String hint() {
        return "\nRun it again with --debug for the stack trace, and please report it.";
    }

    private static boolean isExpected(Throwable e) {
        return e instanceof DataException
                || e instanceof FitException
                || e instanceof UsageException
                || e instanceof StoreException
                || e instanceof StartException
                || e.getClass() == IllegalArgumentException.class;
    }

    private static boolean isBrokenPipe(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof IOException && "Broken pipe".equals(at.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private void say(String message, Throwable e) {
        PrintStream err = terminal.err();
        if (!flush() && !(e instanceof IOException || e instanceof UncheckedIOException)) {
            message += "\nkindred: writing the output failed as well";
        }
        err.println("kindred: " + message);
        if (debug) {
            e.printStackTrace(err);
        }
    }

    /** Writes what is left of the output of a command that has failed. */
    boolean flush() {
        try {
            terminal.flush();
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
