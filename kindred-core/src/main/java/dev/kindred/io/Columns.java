package dev.kindred.io;

import static dev.kindred.io.Numbers.isNumber;

import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which column of a file holds what. */
final class Columns {
    /** There is no such column. */
    static final int NONE = -1;

    private static final String LEFT_OUT = "-";

    private final boolean header;
    private final List<String> names;
    private final int[] positions = new int[ColumnRole.values().length];

    private Columns(boolean header, List<String> names) {
        this.header = header;
        this.names = names;
        Arrays.fill(positions, NONE);
    }

    /** Whether a line is a header that names user and item. */
    static boolean isHeader(List<String> fields, ReadOptions options) {
        var columns = new Columns(true, fields);
        columns.guess(options);
        for (ColumnRole role : List.of(ColumnRole.USER, ColumnRole.ITEM)) {
            String name = options.columns().get(role.label());
            boolean named = name != null && !name.startsWith("#");
            if (named ? !fields.contains(name) : columns.of(role) == NONE) {
                return false;
            }
        }
        return true;
    }

    /**
     * The columns of interactions.
     *
     * @param rows the fields of the first lines
     * @throws DataException if user or item cannot be found
     */
    static Columns of(String source, List<List<String>> rows, ReadOptions options) {
        List<String> first = typical(rows, options);
        var columns = new Columns(hasHeader(first, options), first);
        columns.take(source, options);
        if (columns.header) {
            columns.guess(options);
            columns.eventMayBeValue(rows);
        } else if (!hasPositions(options)) {
            columns.guessByPosition(source, rows);
            columns.leaveOut(options);
        }
        columns.checkComplete(source);
        return columns;
    }

    /**
     * The columns of JSON objects.
     *
     * @param firstValues the keys, each with its first value
     */
    static Columns ofKeys(String source, Map<String, String> firstValues, ReadOptions options) {
        var columns = new Columns(true, List.copyOf(firstValues.keySet()));
        columns.take(source, options);
        columns.guess(options);
        columns.eventMayBeValue(List.of(List.copyOf(firstValues.values())));
        columns.checkComplete(source);
        return columns;
    }

    /** The header, or the first line that has as many fields as most. */
    private static List<String> typical(List<List<String>> rows, ReadOptions options) {
        for (List<String> row : rows.subList(0, Math.min(10, rows.size()))) {
            if (isHeader(row, options)) {
                return row;
            }
        }
        int fields = Shape.usual(rows.stream().mapToInt(List::size).toArray());
        return rows.stream().filter(row -> row.size() == fields).findFirst().orElse(rows.get(0));
    }

    private static boolean hasHeader(List<String> first, ReadOptions options) {
        boolean byName =
                options.columns().values().stream()
                        .anyMatch(name -> !name.startsWith("#") && !name.equals(LEFT_OUT));
        if (byName || isHeader(first, options)) {
            return true;
        }
        if (hasPositions(options) || first.stream().anyMatch(Columns::isData)) {
            return false;
        }
        return first.stream().anyMatch(name -> ColumnRole.of(name) != null)
                || first.stream().noneMatch(name -> name.chars().anyMatch(Character::isDigit));
    }

    private static boolean hasPositions(ReadOptions options) {
        return options.columns().values().stream().anyMatch(name -> name.startsWith("#"));
    }

    private static boolean isData(String field) {
        return isNumber(field) || isTime(field);
    }

    private static boolean isTime(String field) {
        try {
            Times.parse(field);
            return true;
        } catch (BadLine e) {
            return false;
        }
    }

    /** Takes the columns that the options name. */
    private void take(String source, ReadOptions options) {
        options.columns()
                .forEach(
                        (label, name) -> {
                            if (!name.equals(LEFT_OUT)) {
                                int at = name.startsWith("#") ? byPosition(source, name) : NONE;
                                set(
                                        ColumnRole.parse(label),
                                        at == NONE ? byName(source, name) : at);
                            }
                        });
    }

    private int byPosition(String source, String name) {
        int position;
        try {
            position = Integer.parseInt(name.substring(1)) - 1;
        } catch (NumberFormatException e) {
            return NONE;
        }
        if (position < 0 || position >= names.size()) {
            throw new DataException(
                    "%s has no column %s: its first line has %d: %s"
                            .formatted(source, name, names.size(), shown()));
        }
        return position;
    }

    private int byName(String source, String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new DataException(
                    "%s has no column \"%s\"%s; its columns are %s"
                            .formatted(source, name, Suggestion.didYouMean(name, names), shown()));
        }
        return at;
    }

    private void guess(ReadOptions options) {
        for (ColumnRole role : ColumnRole.values()) {
            if (!options.columns().containsKey(role.label())) {
                set(role, bestFor(role));
            }
        }
        if (of(ColumnRole.ITEM) == NONE && !options.columns().containsKey("item")) {
            set(ColumnRole.ITEM, onlyOtherId());
        }
    }

    private int bestFor(ColumnRole role) {
        int best = NONE;
        int bestRank = Integer.MAX_VALUE;
        for (int k = 0; k < names.size(); k++) {
            int rank = role.rank(names.get(k));
            if (rank >= 0 && rank < bestRank && isFree(k)) {
                best = k;
                bestRank = rank;
            }
        }
        return best;
    }

    /** The one column that ends in "id" and is nothing else: podcast_id, hotelId. */
    private int onlyOtherId() {
        int found = NONE;
        for (int k = 0; k < names.size(); k++) {
            if (isFree(k) && ColumnRole.isSomeId(names.get(k))) {
                if (found != NONE) {
                    return NONE;
                }
                found = k;
            }
        }
        return found;
    }

    private boolean isFree(int column) {
        return Arrays.stream(positions).noneMatch(taken -> taken == column);
    }

    /** A column "event" that holds numbers counts events; it does not name their type. */
    private void eventMayBeValue(List<List<String>> rows) {
        int type = of(ColumnRole.TYPE);
        boolean number =
                type != NONE
                        && rows.stream().anyMatch(r -> r.size() > type && isNumber(r.get(type)));
        if (number && of(ColumnRole.VALUE) == NONE) {
            set(ColumnRole.VALUE, type);
            set(ColumnRole.TYPE, NONE);
        }
    }

    /** Without header: user, item, then value or time or both. */
    private void guessByPosition(String source, List<List<String>> rows) {
        int size = names.size();
        boolean known = size >= 2 && size <= 4;
        for (int k = 2; k < size; k++) {
            known &= mostly(rows, k, Columns::isData);
        }
        if (!known) {
            throw new DataException(
                    "%s has %d columns and no header, so their meaning is not known: %s. Maybe --columns user,item,value,time (with \"-\" for a column to leave out)"
                            .formatted(source, size, shown()));
        }
        boolean third = size > 2 && mostly(rows, 2, Columns::isPlainTime);
        boolean timeThird = third && (size == 3 || !mostly(rows, 3, Columns::isPlainTime));
        set(ColumnRole.USER, 0);
        set(ColumnRole.ITEM, 1);
        set(ColumnRole.VALUE, size == 2 || timeThird && size == 3 ? NONE : timeThird ? 3 : 2);
        set(ColumnRole.TIME, timeThird ? 2 : size == 4 ? 3 : NONE);
    }

    private boolean mostly(List<List<String>> rows, int column, Predicate<String> what) {
        var complete = rows.stream().filter(row -> row.size() == names.size()).toList();
        return 2 * complete.stream().filter(row -> what.test(row.get(column))).count()
                > complete.size();
    }

    private void leaveOut(ReadOptions options) {
        options.columns().forEach((label, name) -> set(ColumnRole.parse(label), NONE));
    }

    private void set(ColumnRole role, int position) {
        positions[role.ordinal()] = position;
    }

    /** A date, or a number that as a rating would be absurd. */
    private static boolean isPlainTime(String field) {
        return isNumber(field) ? Double.parseDouble(field) >= 1e8 : isTime(field);
    }

    private void checkComplete(String source) {
        for (ColumnRole role : List.of(ColumnRole.USER, ColumnRole.ITEM)) {
            if (of(role) == NONE) {
                throw missing(source, role);
            }
        }
    }

    private DataException missing(String source, ColumnRole role) {
        if (names.isEmpty()) {
            return new DataException(
                    source
                            + ": none of its first lines is a JSON object with a field. Maybe one object per line, as jq -c writes them");
        }
        return header
                ? new DataException(
                        "%s has no column for the %s; its columns are %s. Maybe --columns user=...,item=..."
                                .formatted(source, role.label(), shown()))
                : new DataException(
                        "%s: --columns names no column for the %s. Maybe --columns user,item,value,time"
                                .formatted(source, role.label()));
    }

    private String shown() {
        return BadLine.excerpt(String.join(", ", names));
    }

    /** The names of the columns, or the fields of the first line. */
    List<String> names() {
        return names;
    }

    /** The number of columns. */
    int count() {
        return names.size();
    }

    /** The position of a column, or {@link #NONE}. */
    int of(ColumnRole role) {
        return positions[role.ordinal()];
    }

    /** Whether there is a header. */
    boolean header() {
        return header;
    }

    /** Whether these fields are the header. */
    boolean isHeader(Records record) {
        if (!header || record.count() != names.size()) {
            return false;
        }
        for (int k = 0; k < names.size(); k++) {
            if (!record.is(k, names.get(k))) {
                return false;
            }
        }
        return true;
    }

    /** The role of each named column. */
    Map<String, ColumnRole> byName() {
        var roles = new LinkedHashMap<String, ColumnRole>();
        for (ColumnRole role : ColumnRole.values()) {
            if (of(role) != NONE) {
                roles.put(names.get(of(role)), role);
            }
        }
        return roles;
    }

    /** Role -> header name or "#1", for the report. */
    Map<String, String> described() {
        var described = new LinkedHashMap<String, String>();
        for (ColumnRole role : ColumnRole.values()) {
            int at = of(role);
            if (at != NONE) {
                described.put(role.label(), header ? names.get(at) : "#" + (at + 1));
            }
        }
        return described;
    }
}
