package dev.kindred.server.bulk;

import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.store.Project;
import dev.kindred.store.UserRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The users of a project. */
final class Users {
    private static final int PAGE = 1000;

    private Users() {}

    /** Those with an event in so many days, the last active first; ties by their first event. */
    static List<String> active(Project store, long now, int days) {
        InteractionLog log = store.events().interactions();
        long[] last = new long[log.users().size()];
        Arrays.fill(last, Interaction.NO_TIME);
        for (int k = 0; k < log.size(); k++) {
            last[log.user(k)] = Math.max(last[log.user(k)], log.time(k));
        }
        long from = now - Duration.ofDays(days).toMillis();
        IdIndex ids = log.users();
        return IntStream.range(0, last.length)
                .filter(user -> last[user] >= from)
                .boxed()
                .sorted(Comparator.comparingLong((Integer user) -> last[user]).reversed())
                .map(ids::id)
                .toList();
    }

    /** All: those with events in the order of their first one, then those that were described. */
    static List<String> all(Project store) {
        var all = new IdIndex.Builder(store.events().interactions().users());
        List<UserRecord> page;
        String after = "";
        do {
            page = store.users().list(after, PAGE);
            for (UserRecord user : page) {
                all.add(user.id());
                after = user.id();
            }
        } while (page.size() == PAGE);
        return new ArrayList<>(all.build().ids());
    }
}
