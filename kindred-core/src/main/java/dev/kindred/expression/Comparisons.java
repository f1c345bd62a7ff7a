package dev.kindred.expression;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The operators between sums: what is missing is equal to nothing, and in no order. */
final class Comparisons {
    /** All operators. */
    static final Set<String> OPERATORS =
            Set.of(
                    "==",
                    "!=",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "contains",
                    "containsAny",
                    "containsAll",
                    "in",
                    "startsWith",
                    "endsWith");

    private static final int SMALL = 8;
    private static final Map<Type, String> LIST_HINTS =
            Map.of(
                    Type.TEXTS, "contains 'a'\" or \"containsAny ['a', 'b']",
                    Type.NUMBERS, "contains 1\" or \"containsAny [1, 2]",
                    Type.DATES, "contains date('2020-01-31')");

    private final Problems problems;

    Comparisons(Problems problems) {
        this.problems = problems;
    }

    Node compare(String operator, Node left, Node right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> {
                Node same = equal(left, right);
                yield truth(left, right, frame -> !same.evaluator().truth(frame));
            }
            case "<", "<=", ">", ">=" -> inOrder(operator, left, right);
            case "contains" -> contains(left, right);
            case "containsAny" -> containsAny(left, right);
            case "containsAll" -> containsAll(left, right);
            case "in" -> in(left, right);
            case "startsWith" -> startsWith(left, right);
            default -> endsWith(left, right);
        };
    }

    private static Node truth(Node left, Node right, Node.Truth evaluator) {
        return Node.truth(left.at(), left.constant() && right.constant(), evaluator);
    }

    private Node noList(Node node, String operator) {
        if (node.type().isList()) {
            String name = node.field() == null ? "this" : node.field().name();
            throw problems.at(
                    node.at(),
                    "%s may hold several values, so that \"%s\" cannot be asked. Maybe write \"%s %s\""
                            .formatted(name, operator, name, LIST_HINTS.get(node.type())));
        }
        return node;
    }

    /** A text that is compared with a date is read as one. */
    private Node asDate(Node node, Node other) {
        if (other.type() != Type.DATE || node.type() != Type.TEXT || !node.constant()) {
            return node;
        }
        return Functions.date(node, problems);
    }

    private boolean sameType(Node left, Node right) {
        return left.type() == right.type()
                || left.type() == Type.NOTHING
                || right.type() == Type.NOTHING;
    }

    private ExpressionException different(String operator, Node left, Node right) {
        boolean rightIsField = right.field() != null && left.field() == null;
        Node field = rightIsField ? right : left;
        Node other = rightIsField ? left : right;
        return problems.type(
                field, "\"%s\" compares it with %s".formatted(operator, other.type().inWords()));
    }

    private Node equal(Node a, Node b) {
        Node left = asDate(noList(a, "=="), b);
        Node right = asDate(noList(b, "=="), a);
        if (!sameType(left, right)) {
            throw different("==", left, right);
        }
        Node.Evaluator x = left.evaluator();
        Node.Evaluator y = right.evaluator();
        if (left.type() == Type.NOTHING || right.type() == Type.NOTHING) {
            return truth(left, right, frame -> false);
        } else if (left.type() == Type.TRUTH) {
            return truth(left, right, frame -> x.truth(frame) == y.truth(frame));
        } else if (left.type() == Type.TEXT) {
            return truth(
                    left,
                    right,
                    frame -> {
                        String text = x.text(frame);
                        return text != null && text.equals(y.text(frame));
                    });
        }
        return truth(left, right, frame -> x.number(frame) == y.number(frame));
    }

    private Node inOrder(String operator, Node a, Node b) {
        Node left = asDate(noList(a, operator), b);
        Node right = asDate(noList(b, operator), a);
        if (!sameType(left, right)) {
            throw different(operator, left, right);
        }
        if (left.type() == Type.TRUTH || right.type() == Type.TRUTH) {
            throw problems.type(
                    left, "\"%s\" needs something that has an order".formatted(operator));
        }
        Node.Evaluator x = left.evaluator();
        Node.Evaluator y = right.evaluator();
        boolean text = left.type() == Type.TEXT || right.type() == Type.TEXT;
        boolean or = operator.length() == 2;
        boolean less = operator.startsWith("<");
        if (text) {
            return truth(
                    left,
                    right,
                    frame -> {
                        String first = x.text(frame);
                        String second = y.text(frame);
                        if (first == null || second == null) {
                            return false;
                        }
                        int order = first.compareTo(second);
                        return order == 0 ? or : order < 0 == less;
                    });
        }
        return truth(
                left,
                right,
                frame -> {
                    double first = x.number(frame);
                    double second = y.number(frame);
                    return first == second && or || (less ? first < second : first > second);
                });
    }

    private Node contains(Node left, Node right) {
        if (right.type().isList()) {
            throw problems.at(
                    right.at(),
                    "\"contains\" asks for one value. Maybe write \"containsAny\" or"
                            + " \"containsAll\"");
        }
        if (left.type() == Type.TEXT) {
            problems.text(right, "\"contains\" after text");
            return texts(left, right, (text, part) -> text.contains(part));
        }
        return in(right, left);
    }

    private Node in(Node element, Node list) {
        if (element.type().isList()) {
            throw noListIn(element);
        }
        Node one = asDate(element, element(list));
        elementsFit(one, list);
        Node.Evaluator many = list.evaluator();
        if (list.constant()) {
            Set<Object> set = new HashSet<>(list.elements(Node.NO_FRAME));
            return truth(one, list, frame -> holds(set, one.element(frame)));
        }
        if (!list.type().isList()) { // a field whose rows have at most one value
            return equal(one, list);
        }
        return truth(one, list, frame -> holds(many.list(frame), one.element(frame)));
    }

    private ExpressionException noListIn(Node element) {
        String name = element.field() == null ? "this" : element.field().name();
        return problems.at(
                element.at(),
                "%s may hold several values. Maybe write \"%s containsAny [...]\""
                        .formatted(name, name));
    }

    private static boolean holds(Collection<?> values, @Nullable Object value) {
        return value != null && values.contains(value);
    }

    /** Stands for an element of the list. */
    private static Node element(Node list) {
        return new Node(list.type().element(), list.evaluator(), list.at(), false, list.field());
    }

    private void elementsFit(Node one, Node list) {
        if (!sameType(element(one), element(list)) || list.type() == Type.TRUTH) {
            throw problems.type(
                    list, "%s is looked for in it".formatted(one.type().element().inWords()));
        }
    }

    private Node containsAny(Node left, Node right) {
        elementsFit(right, left);
        return truth(
                left,
                right,
                sets(
                        left,
                        right,
                        (values, wanted) -> {
                            for (Object value : values) {
                                if (wanted.contains(value)) {
                                    return true;
                                }
                            }
                            return false;
                        }));
    }

    private Node containsAll(Node left, Node right) {
        elementsFit(right, left);
        return truth(
                left,
                right,
                frame -> {
                    List<?> wanted = right.elements(frame);
                    List<?> values = left.elements(frame);
                    return asSet(values, wanted.size()).containsAll(wanted);
                });
    }

    /** Compares the values of one side with those of the other. */
    private interface SetTest {
        boolean test(List<?> values, Collection<?> wanted);
    }

    private static Node.Truth sets(Node left, Node right, SetTest test) {
        if (right.constant()) {
            Set<Object> wanted = new HashSet<>(right.elements(Node.NO_FRAME));
            return frame -> test.test(left.elements(frame), wanted);
        }
        return frame -> {
            List<?> values = left.elements(frame);
            return test.test(values, asSet(right.elements(frame), values.size()));
        };
    }

    /** Many look-ups in many values are linear only in a set. */
    private static Collection<?> asSet(List<?> values, int lookUps) {
        return values.size() > SMALL && lookUps > SMALL ? new HashSet<>(values) : values;
    }

    private Node startsWith(Node left, Node right) {
        problems.text(noList(left, "startsWith"), "\"startsWith\"");
        problems.text(right, "\"startsWith\"");
        return texts(left, right, String::startsWith);
    }

    private Node endsWith(Node left, Node right) {
        problems.text(noList(left, "endsWith"), "\"endsWith\"");
        problems.text(right, "\"endsWith\"");
        return texts(left, right, String::endsWith);
    }

    private static Node texts(Node left, Node right, BiPredicate<String, String> test) {
        return truth(
                left,
                right,
                frame -> {
                    String text = left.evaluator().text(frame);
                    String part = right.evaluator().text(frame);
                    return text != null && part != null && test.test(text, part);
                });
    }
}
