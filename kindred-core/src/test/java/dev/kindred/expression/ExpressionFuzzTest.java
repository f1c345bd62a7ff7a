package dev.kindred.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random expressions, compiled, against an interpreter that walks their trees with boxed values.
 */
class ExpressionFuzzTest {
    private static final int ROWS = 12;
    private static final List<String> WORDS = List.of("a", "ab", "b", "it's", "ü");

    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Scope scope;

    ExpressionFuzzTest() {
        var items = new Attributes.Builder();
        for (int row = 0; row < ROWS; row++) {
            var values = new HashMap<String, Object>();
            String id = "i" + row;
            items.id(id);
            if (row < 2 || random.nextInt(3) > 0) {
                double n = random.nextInt(5) - 2;
                values.put("n", n);
                items.put(id, "n", String.valueOf((int) n));
            }
            if (row < 2 || random.nextInt(3) > 0) {
                String text = WORDS.get(row < 2 ? row : random.nextInt(WORDS.size()));
                values.put("t", text);
                items.put(id, "t", text);
            }
            if (row < 2 || random.nextInt(3) > 0) {
                values.put("flag", row % 2 == 0);
                items.put(id, "flag", String.valueOf(row % 2 == 0));
            }
            var many = new ArrayList<String>();
            WORDS.stream().filter(word -> random.nextInt(3) == 0).forEach(many::add);
            many.addAll(row == 0 && many.size() < 2 ? List.of("x", "y") : List.of());
            values.put("many", many);
            items.put(id, "many", many);
            rows.add(values);
        }
        scope = Scope.ofItems(items.build(), 0);
    }

    /** A part of an expression: how it is written and what it is. */
    private record Part(String text, Value value) {}

    /** What a part is for a row: Boolean, Double, String, List, or null where missing. */
    private interface Value {
        @Nullable Object of(Map<String, Object> row);
    }

    @Test
    void compiledExpressionsEqualInterpretedOnes() {
        int trues = 0;
        for (int round = 0; round < 20_000; round++) {
            Part part = truth(1 + random.nextInt(4));
            Expression compiled = Expression.condition(part.text(), scope);
            for (int row = 0; row < ROWS; row++) {
                boolean expected = Boolean.TRUE.equals(part.value().of(rows.get(row)));
                assertThat(compiled.isTrue(row))
                        .as("%s for %s", part.text(), rows.get(row))
                        .isEqualTo(expected);
                trues += expected ? 1 : 0;
            }
        }
        assertThat(trues).isBetween(20_000 * ROWS / 10, 20_000 * ROWS * 9 / 10);
    }

    @Test
    void damagedTextsAreErrorsOrExpressionsButNeverCrash() {
        String signs = "()[]!<>=&|?:'\"`,.+-*/%abn1 \\\u00e9\ud83d";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder(truth(3).text());
            for (int change = 0; change <= random.nextInt(3); change++) {
                int at = random.nextInt(text.length());
                char sign = signs.charAt(random.nextInt(signs.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, sign);
                    case 1 -> text.insert(at, sign);
                    default -> text.delete(at, Math.min(text.length(), at + 2)).append(' ');
                }
            }
            try {
                Expression.compile(text.toString(), scope).isTrue(round % ROWS);
            } catch (ExpressionException e) {
                assertThat(e.column()).isBetween(1, text.length() + 1);
            }
        }
    }

    private Part truth(int depth) {
        if (depth == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> new Part("flag", row -> row.getOrDefault("flag", false));
                case 1 -> new Part("has(n)", row -> row.containsKey("n"));
                default -> new Part("true", row -> true);
            };
        }
        return switch (random.nextInt(9)) {
            case 0 -> {
                Part of = truth(depth - 1);
                yield new Part("!(" + of.text() + ")", row -> !bool(of, row));
            }
            case 1, 2 -> {
                Part a = truth(depth - 1);
                Part b = truth(depth - 1);
                yield new Part(
                        "(%s) && (%s)".formatted(a.text(), b.text()),
                        row -> bool(a, row) && bool(b, row));
            }
            case 3 -> {
                Part a = truth(depth - 1);
                Part b = truth(depth - 1);
                yield new Part(
                        "((%s) || (%s))".formatted(a.text(), b.text()),
                        row -> bool(a, row) || bool(b, row));
            }
            case 4, 5 -> order(depth);
            case 6 -> sameText(depth);
            case 7 -> containing();
            default -> {
                Part test = truth(depth - 1);
                Part a = truth(depth - 1);
                Part b = truth(depth - 1);
                yield new Part(
                        "(%s ? %s : %s)".formatted(wrap(test), a.text(), b.text()),
                        row -> bool(test, row) ? a.value().of(row) : b.value().of(row));
            }
        };
    }

    private static String wrap(Part part) {
        return "(" + part.text() + ")";
    }

    private static boolean bool(Part part, Map<String, Object> row) {
        return Boolean.TRUE.equals(part.value().of(row));
    }

    private Part order(int depth) {
        Part a = number(depth - 1);
        Part b = number(depth - 1);
        String operator = List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
        return new Part(
                "%s %s %s".formatted(a.text(), operator, b.text()),
                row -> {
                    Object x = a.value().of(row);
                    Object y = b.value().of(row);
                    if (x == null || y == null) {
                        return operator.equals("!=");
                    }
                    int sign = Double.compare((double) x + 0.0, (double) y + 0.0);
                    return switch (operator) {
                        case "<" -> sign < 0;
                        case "<=" -> sign <= 0;
                        case ">" -> sign > 0;
                        case ">=" -> sign >= 0;
                        case "==" -> sign == 0;
                        default -> sign != 0;
                    };
                });
    }

    private Part number(int depth) {
        int kind = random.nextInt(depth > 0 ? 5 : 2);
        if (kind == 0) {
            return new Part("n", row -> row.get("n"));
        } else if (kind == 1) {
            int value = random.nextInt(4);
            return new Part(String.valueOf(value), row -> (double) value);
        } else if (kind == 2) {
            Part a = number(depth - 1);
            int other = random.nextInt(3);
            return new Part(
                    "(%s ?? %d)".formatted(wrap(a), other),
                    row -> {
                        Object x = a.value().of(row);
                        return x == null ? (Object) (double) other : x;
                    });
        } else if (kind == 3) {
            Part a = number(depth - 1);
            return new Part(
                    "-" + wrap(a),
                    row -> {
                        Object x = a.value().of(row);
                        return x == null ? null : (Object) (-(double) x);
                    });
        }
        return arithmetic(depth);
    }

    /** A chain without parentheses: ranks and order are part of the test. */
    private Part arithmetic(int depth) {
        Part a = number(depth - 1);
        Part b = number(depth - 1);
        Part c = number(depth - 1);
        char first = "+-*/%".charAt(random.nextInt(5));
        char second = "+-*/%".charAt(random.nextInt(5));
        boolean rightFirst = "+-".indexOf(first) >= 0 && "*/%".indexOf(second) >= 0;
        String text = "(%s %s %s %s %s)".formatted(wrap(a), first, wrap(b), second, wrap(c));
        return new Part(
                text,
                row -> {
                    Object x = a.value().of(row);
                    Object y = b.value().of(row);
                    Object z = c.value().of(row);
                    return rightFirst
                            ? apply(first, x, apply(second, y, z))
                            : apply(second, apply(first, x, y), z);
                });
    }

    private static @Nullable Object apply(char operator, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return null;
        }
        double x = (double) a;
        double y = (double) b;
        double result =
                switch (operator) {
                    case '+' -> x + y;
                    case '-' -> x - y;
                    case '*' -> x * y;
                    case '/' -> x / y;
                    default -> x % y;
                };
        return Double.isFinite(result) ? (Object) result : null;
    }

    private Part text() {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return random.nextBoolean()
                ? new Part("t", row -> row.get("t"))
                : new Part("'" + word.replace("'", "\\'") + "'", row -> word);
    }

    private Part sameText(int depth) {
        Part a = text();
        Part b = text();
        String operator =
                List.of("==", "!=", "contains", "startsWith", "endsWith", "<", ">=")
                        .get(random.nextInt(7));
        return new Part(
                "%s %s %s".formatted(a.text(), operator, b.text()),
                row -> {
                    String x = (String) a.value().of(row);
                    String y = (String) b.value().of(row);
                    if (x == null || y == null) {
                        return operator.equals("!=");
                    }
                    return switch (operator) {
                        case "==" -> x.equals(y);
                        case "!=" -> !x.equals(y);
                        case "contains" -> x.contains(y);
                        case "startsWith" -> x.startsWith(y);
                        case "endsWith" -> x.endsWith(y);
                        case "<" -> x.compareTo(y) < 0;
                        default -> x.compareTo(y) >= 0;
                    };
                });
    }

    private Part containing() {
        var wanted = new ArrayList<String>();
        for (int k = 0; k < random.nextInt(14); k++) {
            wanted.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        var written = new ArrayList<String>();
        wanted.forEach(word -> written.add("\"" + word + "\""));
        String list = "[" + String.join(", ", written) + "]";
        return switch (random.nextInt(4)) {
            case 0 -> new Part("t in " + list, row -> wanted.contains(row.get("t")));
            case 1 ->
                    new Part(
                            "t not in " + list,
                            row -> !row.containsKey("t") || !wanted.contains(row.get("t")));
            case 2 ->
                    new Part(
                            "many containsAny " + list,
                            row -> !Collections.disjoint((List<?>) row.get("many"), wanted));
            default ->
                    new Part(
                            "many containsAll " + list,
                            row -> ((List<?>) row.get("many")).containsAll(wanted));
        };
    }
}
