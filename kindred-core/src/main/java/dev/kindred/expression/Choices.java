package dev.kindred.expression;

import java.util.List;

/** What decides between parts: and, or, not, the condition, the first that is there. */
final class Choices {
    private final Problems problems;

    Choices(Problems problems) {
        this.problems = problems;
    }

    Node any(List<Node> parts) {
        return decided(true, parts, "\"||\"");
    }

    Node all(List<Node> parts) {
        return decided(false, parts, "\"&&\"");
    }

    /** What the first part says that decides; the opposite if none does. */
    private Node decided(boolean decides, List<Node> parts, String operator) {
        Node.Evaluator[] all =
                parts.stream()
                        .map(part -> problems.truth(part, operator).evaluator())
                        .toArray(Node.Evaluator[]::new);
        return Node.truth(
                parts.get(0).at(),
                constant(parts),
                frame -> {
                    for (Node.Evaluator one : all) {
                        if (one.truth(frame) == decides) {
                            return decides;
                        }
                    }
                    return !decides;
                });
    }

    private static boolean constant(List<Node> parts) {
        return parts.stream().allMatch(Node::constant);
    }

    Node not(Node of, int at, String operator) {
        Node.Evaluator truth = problems.truth(of, operator).evaluator();
        return Node.truth(at, of.constant(), frame -> !truth.truth(frame));
    }

    Node choose(Node condition, Node yes, Node no) {
        Type type = common(List.of(yes, no));
        Node.Evaluator test = condition.evaluator();
        return join(
                type,
                condition.at(),
                condition.constant() && yes.constant() && no.constant(),
                frame -> test.truth(frame) ? yes : no);
    }

    /** The first part that is there; the last one otherwise. */
    Node firstThere(List<Node> parts) {
        Type type = common(parts);
        Node last = parts.get(parts.size() - 1);
        return join(
                type,
                parts.get(0).at(),
                constant(parts),
                frame -> {
                    for (Node part : parts) {
                        if (part.isThere(frame)) {
                            return part;
                        }
                    }
                    return last;
                });
    }

    private Type common(List<Node> parts) {
        Type type = Type.NOTHING;
        for (Node part : parts) {
            if (type != Type.NOTHING && !part.fits(type)) {
                throw problems.type(part, "the other part is %s".formatted(type.inWords()));
            }
            type = type == Type.NOTHING ? part.type() : type;
        }
        return type;
    }

    /** Picks the part that is evaluated. */
    private interface Pick {
        Node in(Frame frame);
    }

    private static Node join(Type type, int at, boolean constant, Pick pick) {
        Node.Evaluator evaluator =
                switch (type) {
                    case TRUTH -> (Node.Truth) frame -> pick.in(frame).evaluator().truth(frame);
                    case NUMBER, DATE, DURATION ->
                            (Node.Number) frame -> pick.in(frame).evaluator().number(frame);
                    case TEXT -> (Node.Text) frame -> pick.in(frame).evaluator().text(frame);
                    case NUMBERS, TEXTS, DATES ->
                            (Node.Many) frame -> pick.in(frame).evaluator().list(frame);
                    case NOTHING -> new Node.Evaluator() {};
                };
        return new Node(type, evaluator, at, constant);
    }
}
