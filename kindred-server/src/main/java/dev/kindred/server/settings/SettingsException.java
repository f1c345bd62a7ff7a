package dev.kindred.server.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be taken; names everything that is wrong with them. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
