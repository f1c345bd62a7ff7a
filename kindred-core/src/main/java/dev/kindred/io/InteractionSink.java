package dev.kindred.io;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the interactions of a file. */
final class InteractionSink {
    private static final int MOST_TYPES = 127;

    private final InteractionLog log = new InteractionLog();
    private final Set<String> types = new HashSet<>();

    InteractionLog log() {
        return log;
    }

    void add(String user, String item) {
        log.add(user, item, Interaction.RATING, 1, Interaction.NO_TIME);
    }

    /** Adds an interaction; an empty or no type is that of ratings. */
    void add(String user, String item, @Nullable String type, double value, long time)
            throws BadLine {
        String known = type == null || type.isEmpty() ? Interaction.RATING : type;
        if (types.add(known) && types.size() > MOST_TYPES) {
            types.remove(known);
            throw new BadLine(
                    "there are more than %d types of interaction".formatted(MOST_TYPES), known);
        }
        try {
            log.add(user, item, known, value, time);
        } catch (IllegalArgumentException e) {
            throw new BadLine("an id is no valid text", user + " " + item);
        }
    }
}
