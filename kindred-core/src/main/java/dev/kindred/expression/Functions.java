package dev.kindred.expression;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The functions of the language. */
final class Functions {
    static final List<String> NAMES =
            List.of(
                    "has", "count", "length", "lower", "upper", "number", "date", "year", "fresh",
                    "abs", "round", "floor", "ceil", "sqrt", "log", "exp", "min", "max");

    private final Problems problems;
    private final Scope scope;

    Functions(Problems problems, Scope scope) {
        this.problems = problems;
        this.scope = scope;
    }

    Node call(String name, int at, List<Node> arguments) {
        if (name.equals("fresh")) {
            return fresh(at, arguments);
        }
        if (name.equals("min") || name.equals("max")) {
            return extreme(name, at, arguments);
        }
        if (arguments.size() != 1) {
            throw problems.at(
                    at,
                    "%s(...) takes 1 argument, but %d are given".formatted(name, arguments.size()));
        }
        Node of = arguments.get(0);
        Node.Evaluator value = of.evaluator();
        return switch (name) {
            case "has" -> Node.truth(at, of.constant(), of::isThere);
            case "count" -> number(at, of, frame -> of.elements(frame).size());
            case "length" -> {
                problems.text(of, "length(...)");
                yield number(at, of, frame -> length(value.text(frame)));
            }
            case "lower" -> text(at, of, name, text -> text.toLowerCase(Locale.ROOT));
            case "upper" -> text(at, of, name, text -> text.toUpperCase(Locale.ROOT));
            case "number" -> toNumber(at, of);
            case "date" -> date(of, problems);
            case "year" -> {
                if (!of.fits(Type.DATE)) {
                    throw problems.type(of, "year(...) needs a date");
                }
                yield number(at, of, frame -> Dates.year(value.number(frame)));
            }
            case "abs" -> number(at, of, name, Math::abs);
            case "round" -> number(at, of, name, Math::rint);
            case "floor" -> number(at, of, name, Math::floor);
            case "ceil" -> number(at, of, name, Math::ceil);
            case "sqrt" -> number(at, of, name, Math::sqrt);
            case "log" -> number(at, of, name, Math::log);
            default -> number(at, of, name, Math::exp);
        };
    }

    private static double length(@org.jspecify.annotations.Nullable String text) {
        return text == null ? Double.NaN : text.codePointCount(0, text.length());
    }

    private static Node number(int at, Node of, Node.Number evaluator) {
        return Node.number(Type.NUMBER, at, of.constant(), evaluator);
    }

    private Node number(int at, Node of, String name, DoubleUnaryOperator function) {
        problems.number(of, name + "(...)");
        Node.Evaluator value = of.evaluator();
        return number(
                at, of, frame -> Arithmetic.finite(function.applyAsDouble(value.number(frame))));
    }

    private Node text(int at, Node of, String name, UnaryOperator<String> function) {
        problems.text(of, name + "(...)");
        Node.Evaluator value = of.evaluator();
        return Node.text(
                at,
                of.constant(),
                frame -> {
                    String text = value.text(frame);
                    return text == null ? null : function.apply(text);
                });
    }

    private Node toNumber(int at, Node of) {
        if (of.type() == Type.NUMBER) {
            return of;
        }
        problems.text(of, "number(...)");
        Node.Evaluator value = of.evaluator();
        return number(
                at,
                of,
                frame -> {
                    String text = value.text(frame);
                    return text == null ? Double.NaN : Column.number(text.strip());
                });
    }

    /** The date that a text is; a text that is written out must be one. */
    static Node date(Node of, Problems problems) {
        if (of.type() == Type.DATE) {
            return of;
        }
        problems.text(of, "date(...)");
        Node.Evaluator value = of.evaluator();
        if (of.constant()) {
            String text = value.text(Node.NO_FRAME);
            double millis = text == null ? Double.NaN : Dates.millis(text);
            if (Double.isNaN(millis)) {
                throw problems.at(
                        of.at(),
                        "'%s' is no date; dates are written 2026-01-31 or 2026-01-31T12:00:00Z"
                                .formatted(ExpressionException.shown(String.valueOf(text))));
            }
            return Node.number(Type.DATE, of.at(), true, frame -> millis);
        }
        return Node.number(
                Type.DATE,
                of.at(),
                false,
                frame -> {
                    String text = value.text(frame);
                    return text == null ? Double.NaN : Dates.millis(text);
                });
    }

    private Node extreme(String name, int at, List<Node> arguments) {
        if (arguments.size() < 2) {
            throw problems.at(at, "%s(...) takes 2 arguments or more".formatted(name));
        }
        boolean constant = true;
        var values = new Node.Evaluator[arguments.size()];
        for (int k = 0; k < values.length; k++) {
            Node argument = problems.number(arguments.get(k), name + "(...)");
            constant &= argument.constant();
            values[k] = argument.evaluator();
        }
        DoubleBinaryOperator better = name.equals("min") ? Math::min : Math::max;
        return Node.number(
                Type.NUMBER,
                at,
                constant,
                frame -> {
                    double best = values[0].number(frame);
                    for (int k = 1; k < values.length; k++) {
                        best = better.applyAsDouble(best, values[k].number(frame));
                    }
                    return best;
                });
    }

    /** 2^(-age / half life): 1 for what is new or yet to come. */
    private Node fresh(int at, List<Node> arguments) {
        boolean right =
                arguments.size() == 2
                        && arguments.get(0).fits(Type.DATE)
                        && arguments.get(1).type() == Type.DURATION;
        if (!right) {
            throw problems.at(at, "fresh(...) takes a date and a half life: fresh(released, 30d)");
        }
        Node.Evaluator date = arguments.get(0).evaluator();
        Node.Evaluator halfLife = arguments.get(1).evaluator();
        long now = scope.nowMillis();
        return Node.number(
                Type.NUMBER,
                at,
                false,
                frame -> {
                    double age = Math.max(0, now - date.number(frame));
                    return Arithmetic.finite(Math.pow(2, -age / halfLife.number(frame)));
                });
    }
}
