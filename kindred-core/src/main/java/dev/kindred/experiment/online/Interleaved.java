package dev.kindred.experiment.online;

import java.util.List;

/**
 * A list that two rankers made together.
 *
 * @param items in the order to be shown, without repeats
 * @param teams who gets the credit for each
 */
public record Interleaved(List<String> items, List<Team> teams) {
    public Interleaved {
        items = List.copyOf(items);
        teams = List.copyOf(teams);
    }

    /** Whose pick an item is. */
    public enum Team {
        A,
        B,
        /** Both had it at that place of a beginning in common: nobody's. */
        NEITHER
    }

    /** Who gets the credit for an item; nobody for one that is not in the list. */
    public Team credit(String item) {
        int at = items.indexOf(item);
        return at < 0 ? Team.NEITHER : teams.get(at);
    }
}
