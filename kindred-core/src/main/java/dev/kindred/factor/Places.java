package dev.kindred.factor;

/** New numbers for rows, group after group, so that a group's rows lie together. */
final class Places {
    private final int[] groupOf;
    private final int[] starts;
    private final int[] rows;
    private final int[] places;

    /**
     * Numbers rows anew.
     *
     * @param groupOf the group of each row
     * @param groups number of groups
     */
    Places(int[] groupOf, int groups) {
        this.groupOf = groupOf;
        starts = new int[groups + 1];
        for (int group : groupOf) {
            starts[group + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        rows = new int[groupOf.length];
        places = new int[groupOf.length];
        int[] next = starts.clone();
        for (int row = 0; row < groupOf.length; row++) {
            places[row] = next[groupOf[row]]++;
            rows[places[row]] = row;
        }
    }

    /** The number of rows. */
    int rows() {
        return rows.length;
    }

    /** The place of a row. */
    int of(int row) {
        return places[row];
    }

    /** The row at a place. */
    int row(int place) {
        return rows[place];
    }

    /** The group of a row. */
    int group(int row) {
        return groupOf[row];
    }

    /** The first place of a group. */
    int start(int group) {
        return starts[group];
    }

    /** Behind the last place of a group. */
    int end(int group) {
        return starts[group + 1];
    }
}
