package dev.kindred.expression;

import java.util.List;

/**
 * Sums and products of numbers, dates and durations; a result that is no finite number is missing.
 */
final class Arithmetic {
    private final Problems problems;

    Arithmetic(Problems problems) {
        this.problems = problems;
    }

    /**
     * A chain of operators of one rank, from left to right. Long chains are one node: no depth.
     *
     * @param operators one fewer than operands
     */
    Node chain(List<Node> operands, List<String> operators) {
        Node first = operands.get(0);
        if (operators.isEmpty()) {
            return first;
        }
        Type type = first.type();
        boolean constant = first.constant();
        char[] steps = new char[operators.size()];
        Node.Evaluator[] parts = new Node.Evaluator[operands.size()];
        parts[0] = first.evaluator();
        Node left = first;
        for (int k = 0; k < steps.length; k++) {
            Node right = operands.get(k + 1);
            steps[k] = operators.get(k).charAt(0);
            type = type(left, steps[k], right);
            parts[k + 1] = right.evaluator();
            constant &= right.constant();
            left = new Node(type, right.evaluator(), first.at(), constant);
        }
        return Node.number(type, first.at(), constant, frame -> run(parts, steps, frame));
    }

    private static double run(Node.Evaluator[] parts, char[] steps, Frame frame) {
        double result = parts[0].number(frame);
        for (int k = 0; k < steps.length; k++) {
            double next = parts[k + 1].number(frame);
            result =
                    switch (steps[k]) {
                        case '+' -> result + next;
                        case '-' -> result - next;
                        case '*' -> result * next;
                        case '/' -> result / next;
                        default -> result % next;
                    };
        }
        return finite(result);
    }

    static double finite(double number) {
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    private Type type(Node left, char operator, Node right) {
        Type a = numeric(left, operator);
        Type b = numeric(right, operator);
        boolean numbers = a == Type.NUMBER && b == Type.NUMBER;
        Type type =
                switch (operator) {
                    case '+' -> sum(a, b);
                    case '-' -> difference(a, b);
                    case '*' ->
                            numbers
                                    ? Type.NUMBER
                                    : a == Type.DURATION && b == Type.NUMBER
                                                    || a == Type.NUMBER && b == Type.DURATION
                                            ? Type.DURATION
                                            : Type.NOTHING;
                    case '/' ->
                            numbers || a == Type.DURATION && b == Type.DURATION
                                    ? Type.NUMBER
                                    : a == Type.DURATION && b == Type.NUMBER
                                            ? Type.DURATION
                                            : Type.NOTHING;
                    default -> numbers ? Type.NUMBER : Type.NOTHING;
                };
        if (type == Type.NOTHING) {
            throw problems.at(
                    right.at(),
                    "\"%s\" cannot be between %s and %s"
                            .formatted(operator, a.inWords(), b.inWords()));
        }
        return type;
    }

    private static Type sum(Type a, Type b) {
        if (a == Type.DATE && b == Type.DURATION || a == Type.DURATION && b == Type.DATE) {
            return Type.DATE;
        }
        return a == b && a != Type.DATE ? a : Type.NOTHING;
    }

    private static Type difference(Type a, Type b) {
        if (a == Type.DATE && b == Type.DATE) {
            return Type.DURATION;
        }
        return a == Type.DATE && b == Type.DURATION ? Type.DATE : sum(a, b);
    }

    /** A field without values counts as a number that is missing. */
    private Type numeric(Node node, char operator) {
        if (node.type() == Type.NOTHING) {
            return Type.NUMBER;
        }
        if (!node.type().isNumeric()) {
            throw problems.type(node, "\"%s\" needs a number".formatted(operator));
        }
        return node.type();
    }

    Node negative(Node node, int at) {
        if (node.type() != Type.DURATION && !node.fits(Type.NUMBER)) {
            throw problems.type(node, "\"-\" needs a number");
        }
        Type type = node.type() == Type.DURATION ? Type.DURATION : Type.NUMBER;
        Node.Evaluator of = node.evaluator();
        return Node.number(type, at, node.constant(), frame -> -of.number(frame));
    }
}
