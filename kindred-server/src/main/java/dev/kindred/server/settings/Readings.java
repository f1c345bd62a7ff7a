package dev.kindred.server.settings;

import java.util.ArrayList;
import java.util.List;

/** What was read so far: the values in force, and all that is wrong. Not thread-safe. */
public final class Readings {
    private static final int MOST_PROBLEMS = 50;

    private final List<Setting> settings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** The values that were read, in the order of reading. */
    public List<Setting> settings() {
        return List.copyOf(settings);
    }

    /** What is wrong so far. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Notes a value. */
    public void add(Setting setting) {
        settings.add(setting);
    }

    /** Notes something wrong. */
    public void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    /**
     * To be called at the end.
     *
     * @throws SettingsException if anything was wrong
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
