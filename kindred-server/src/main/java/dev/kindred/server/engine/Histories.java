package dev.kindred.server.engine;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes what models understand out of the events of a user. */
final class Histories {
    private Histories() {}

    /**
     * What a user did, as a list needs it.
     *
     * @param history the most recent items that say what is liked; rows of the universe
     * @param older rows of other items that the user had to do with
     * @param disliked rows of items that the user does not want
     */
    record Told(History history, List<Integer> older, Set<Integer> disliked) {}

    /**
     * Reads events.
     *
     * @param user row in the data of the model, or {@link History#UNKNOWN_USER}
     * @param last events after this one are not followed, but their items count as seen
     * @param session items of the visit, oldest first
     * @param usual value of an item of the session
     * @param length the most items that are followed
     */
    static Told read(
            Person person,
            int user,
            IdIndex items,
            EventMeaning meaning,
            long last,
            List<String> session,
            double usual,
            int length) {
        Map<Integer, Followed> followed = new LinkedHashMap<>();
        Set<Integer> seen = new HashSet<>();
        Set<Integer> disliked = new HashSet<>();
        for (Person.Past event : person.events()) {
            int row = items.row(event.item());
            if (row == IdIndex.ABSENT) {
                continue;
            }
            seen.add(row);
            double weight = meaning.weight(event.type());
            if (meaning.isNegative(event.type())) {
                disliked.add(row);
            } else if (weight != 0 && event.sequence() <= last) {
                follow(followed, row, weight * event.value(), event.time());
            }
        }
        for (String id : session) {
            int row = items.row(id);
            if (row != IdIndex.ABSENT) {
                seen.add(row);
                if (!followed.containsKey(row)) {
                    follow(followed, row, usual, Interaction.NO_TIME);
                }
            }
        }
        disliked.forEach(followed::remove);
        History history = history(user, followed, length);
        for (int k = 0; k < history.size(); k++) {
            seen.remove(history.item(k));
        }
        seen.removeAll(disliked);
        return new Told(history, List.copyOf(seen), disliked);
    }

    /** What was done with an item: the sum of the values, the time of the last event. */
    private record Followed(double value, long time) {}

    /** The place is that of the last event. */
    private static void follow(Map<Integer, Followed> followed, int row, double value, long time) {
        Followed before = followed.remove(row);
        double sum = before == null ? value : before.value() + value;
        followed.put(row, new Followed(sum, time));
    }

    private static History history(int user, Map<Integer, Followed> followed, int length) {
        int skip = Math.max(0, followed.size() - length);
        int size = followed.size() - skip;
        int[] rows = new int[size];
        double[] values = new double[size];
        long[] times = new long[size];
        int at = -skip;
        for (Map.Entry<Integer, Followed> one : followed.entrySet()) {
            if (at >= 0) {
                rows[at] = one.getKey();
                values[at] = one.getValue().value();
                times[at] = one.getValue().time();
            }
            at++;
        }
        return History.of(user, rows, values, times);
    }

    /** A history without items from a row on. */
    static History below(History history, int rows) {
        var kept = new ArrayList<Integer>(history.size());
        for (int k = 0; k < history.size(); k++) {
            if (history.item(k) < rows) {
                kept.add(k);
            }
        }
        if (kept.size() == history.size()) {
            return history;
        }
        int[] items = new int[kept.size()];
        double[] values = new double[items.length];
        long[] times = new long[items.length];
        for (int k = 0; k < items.length; k++) {
            items[k] = history.item(kept.get(k));
            values[k] = history.value(kept.get(k));
            times[k] = history.time(kept.get(k));
        }
        return History.of(history.user(), items, values, times)
                .withAttributes(history.attributes());
    }
}
