package dev.kindred.expression;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression may use: fields of items, of users ({@code user.age}), variables,
 * and the time. Immutable and thread-safe; each field is read once, when an expression first names
 * it.
 */
public final class Scope {
    private static final String ITEM = "item.";
    private static final String USER = "user.";

    private final @Nullable Attributes items;
    private final @Nullable Attributes users;
    private final List<String> variables;
    private final long now;
    private final Map<String, Column> itemColumns;
    private final Map<String, Column> userColumns;
    private final boolean missingFields;

    private Scope(
            @Nullable Attributes items,
            @Nullable Attributes users,
            List<String> variables,
            long now,
            Map<String, Column> itemColumns,
            Map<String, Column> userColumns,
            boolean missingFields) {
        this.items = items;
        this.users = users;
        this.variables = List.copyOf(variables);
        this.now = now;
        this.itemColumns = itemColumns;
        this.userColumns = userColumns;
        this.missingFields = missingFields;
    }

    /**
     * A scope of items: fields by their names, and {@code id}.
     *
     * @param items whose rows an expression is evaluated on
     * @param now what {@code now} means, in milliseconds since 1970
     */
    public static Scope ofItems(Attributes items, long now) {
        return new Scope(
                items,
                null,
                List.of(),
                now,
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                false);
    }

    /** A scope of users alone, for targeting: {@code user.country == 'CH'}. */
    public static Scope ofUsers(Attributes users, long now) {
        return new Scope(
                null,
                users,
                List.of(),
                now,
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                false);
    }

    /**
     * A scope in which every name may be used and stands for something of any type: what does not
     * compile in it is wrong whatever the items and users are like.
     */
    public static Scope ofAnything() {
        return new Scope(
                null,
                null,
                List.of(),
                0,
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                true);
    }

    /**
     * The same, where a field of users that the table lacks is missing instead of unknown: for
     * users who come one by one, each with the fields they have.
     */
    public Scope withMissingFields() {
        return new Scope(items, users, variables, now, itemColumns, userColumns, true);
    }

    /** The same with the fields of users as well: {@code user.FIELD}. */
    public Scope withUsers(Attributes attributes) {
        return new Scope(
                items,
                attributes,
                variables,
                now,
                itemColumns,
                new ConcurrentHashMap<>(),
                missingFields);
    }

    /**
     * The same at another time.
     *
     * @param time what {@code now} means, in milliseconds since 1970
     */
    public Scope at(long time) {
        return new Scope(items, users, variables, time, itemColumns, userColumns, missingFields);
    }

    /** The same with one number more, whose value is given at each evaluation. */
    public Scope withVariable(String name) {
        var all = new ArrayList<>(variables);
        all.add(name);
        return new Scope(items, users, all, now, itemColumns, userColumns, missingFields);
    }

    /** The variables, in the order in which their values are given. */
    public List<String> variables() {
        return variables;
    }

    /** The type of a name, or null if there is no such name. */
    public @Nullable Type type(String name) {
        Node node = node(name, 0);
        return node == null ? null : node.type();
    }

    /** What a name stands for, or null. */
    @Nullable Node node(String name, int at) {
        int variable = variables.indexOf(name);
        if (variable >= 0) {
            return new Node(
                    Type.NUMBER,
                    (Node.Number) frame -> frame.variables()[variable],
                    at,
                    false,
                    new Node.Field(name, null));
        }
        if (items != null) {
            String field = name.startsWith(ITEM) && !has(items, name) ? name.substring(5) : name;
            Node node = field(items, itemColumns, field, true, name, at);
            if (node != null) {
                return node;
            }
        }
        if (users != null && name.startsWith(USER)) {
            Node node = field(users, userColumns, name.substring(USER.length()), false, name, at);
            return node == null && missingFields ? missing(name, at) : node;
        }
        return name.equals("now")
                ? Node.number(Type.DATE, at, true, frame -> now)
                : name.equals("today")
                        ? Node.number(
                                Type.DATE, at, true, frame -> now - Math.floorMod(now, 86_400_000L))
                        : isOfAnything() ? missing(name, at) : null;
    }

    private boolean isOfAnything() {
        return missingFields && items == null && users == null;
    }

    private static boolean has(Attributes attributes, String field) {
        return attributes.fields().contains(field);
    }

    private static @Nullable Node field(
            Attributes from,
            Map<String, Column> columns,
            String field,
            boolean ofItem,
            String name,
            int at) {
        if (!has(from, field)) {
            return field.equals("id") ? id(from, ofItem, name, at) : null;
        }
        Column column = columns.computeIfAbsent(field, key -> Column.of(from, key));
        Node.Evaluator evaluator =
                switch (column.type()) {
                    case TRUTH -> new TruthField(column, ofItem);
                    case NUMBER, DATE, DURATION ->
                            (Node.Number) frame -> column.number(row(frame, ofItem));
                    case TEXT -> (Node.Text) frame -> column.text(row(frame, ofItem));
                    case NUMBERS, TEXTS, DATES ->
                            (Node.Many) frame -> column.list(row(frame, ofItem));
                    case NOTHING -> new Node.Evaluator() {};
                };
        var info = new Node.Field(name, column.odd());
        return new Node(column.type(), evaluator, at, false, info);
    }

    private static Node missing(String name, int at) {
        return new Node(
                Type.NOTHING, new Node.Evaluator() {}, at, false, new Node.Field(name, null));
    }

    /** A field of truths: its number tells where it is missing. */
    private record TruthField(Column column, boolean ofItem) implements Node.Evaluator {
        @Override
        public boolean truth(Frame frame) {
            return number(frame) > 0;
        }

        @Override
        public double number(Frame frame) {
            return column.number(row(frame, ofItem));
        }
    }

    private static Node id(Attributes from, boolean ofItem, String name, int at) {
        Node.Text evaluator =
                frame -> {
                    int row = row(frame, ofItem);
                    return row >= 0 && row < from.ids().size() ? from.ids().id(row) : null;
                };
        return new Node(Type.TEXT, evaluator, at, false, new Node.Field(name, null));
    }

    private static int row(Frame frame, boolean ofItem) {
        return ofItem ? frame.item() : frame.user();
    }

    /** The time that {@code now} means. */
    long nowMillis() {
        return now;
    }

    /** All names, for messages. */
    List<String> names() {
        var names = new ArrayList<>(variables);
        if (items != null) {
            names.addAll(items.fields());
        }
        if (users != null) {
            users.fields().forEach(field -> names.add(USER + field));
        }
        return names;
    }
}
