package dev.kindred.server.transfer;

import dev.kindred.data.Interaction;
import dev.kindred.internal.Sha256;
import dev.kindred.store.Project;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What events must be like, wherever they come from. */
public final class EventRules {
    /** Training knows at most 127 types of events. */
    public static final int MOST_TYPES = 100;

    /** Said of an event whose type is one too many. */
    public static final String TOO_MANY =
            "there are %d types of events already, which is the most".formatted(MOST_TYPES);

    private static final long EARLIEST = -62_135_596_800_000L; // the year 1
    private static final int ID_DIGITS = 32;

    /** The types of the events of a project. Thread-safe. */
    public static final class Types {
        private final Project project;
        private final Set<String> known = ConcurrentHashMap.newKeySet();

        public Types(Project project) {
            this.project = project;
        }

        /** Whether a type is known or may be added. */
        boolean accept(String type) {
            if (known.contains(type)) {
                return true;
            }
            synchronized (known) {
                if (known.isEmpty()) {
                    known.addAll(project.events().interactions().types());
                }
                return known.contains(type) || known.size() < MOST_TYPES && known.add(type);
            }
        }

        /** Reads again which types there are: deleting events may have made room. */
        public void forget() {
            synchronized (known) {
                known.clear();
            }
        }
    }

    private final Types types;
    private final long now;

    public EventRules(Types types, long now) {
        this.types = types;
        this.now = now;
    }

    /** Whether a type is known or may be added. */
    public boolean knows(String type) {
        return types.accept(type);
    }

    public long now() {
        return now;
    }

    /** The latest time that an event may have: clocks differ, and so do days. */
    public long latest() {
        return now + TimeUnit.DAYS.toMillis(1);
    }

    /** The earliest time that an event may have. */
    public long earliest() {
        return EARLIEST;
    }

    /** An id that events have in common if they are alike in all that matters. */
    static String naturalId(
            String user,
            String item,
            String type,
            double value,
            long time,
            @Nullable String session) {
        String when = time == Interaction.NO_TIME ? "" : Long.toString(time);
        String all =
                String.join(
                        "\0",
                        user,
                        item,
                        type,
                        String.valueOf(value),
                        when,
                        session == null ? "" : session);
        return "n_" + Sha256.hex(all).substring(0, ID_DIGITS);
    }
}
