package dev.kindred.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a compiled expression: knows its type and how to evaluate itself.
 *
 * @param at where it starts in the text
 * @param constant true if it is the same for every frame
 * @param field what it is the value of, for messages; or null
 */
record Node(Type type, Evaluator evaluator, int at, boolean constant, @Nullable Field field) {
    static final Frame NO_FRAME = new Frame(-1, -1, new double[0]);

    Node(Type type, Evaluator evaluator, int at, boolean constant) {
        this(type, evaluator, at, constant, null);
    }

    /**
     * A named value.
     *
     * @param odd a value that keeps a field of texts from being one of numbers, or null
     */
    record Field(String name, @Nullable String odd) {}

    /** Evaluates; each implementation answers what its type asks for. */
    interface Evaluator {
        /** False where something is missing. */
        default boolean truth(Frame frame) {
            return false;
        }

        /** The number, date or duration; {@code NaN} where it is missing. */
        default double number(Frame frame) {
            return Double.NaN;
        }

        /** The text, or null where it is missing. */
        default @Nullable String text(Frame frame) {
            return null;
        }

        /** Strings or doubles; empty where they are missing. */
        default List<?> list(Frame frame) {
            return List.of();
        }
    }

    /** Evaluates to true or false. */
    interface Truth extends Evaluator {
        @Override
        boolean truth(Frame frame);
    }

    /** Evaluates to a number, a date or a duration. */
    interface Number extends Evaluator {
        @Override
        double number(Frame frame);
    }

    /** Evaluates to a text. */
    interface Text extends Evaluator {
        @Override
        @Nullable String text(Frame frame);
    }

    /** Evaluates to a list. */
    interface Many extends Evaluator {
        @Override
        List<?> list(Frame frame);
    }

    static Node truth(int at, boolean constant, Truth evaluator) {
        return new Node(Type.TRUTH, evaluator, at, constant);
    }

    static Node number(Type type, int at, boolean constant, Number evaluator) {
        return new Node(type, evaluator, at, constant);
    }

    static Node text(int at, boolean constant, Text evaluator) {
        return new Node(Type.TEXT, evaluator, at, constant);
    }

    boolean fits(Type wanted) {
        return type == wanted || type == Type.NOTHING;
    }

    /** True if the frame has a value for it. */
    boolean isThere(Frame frame) {
        return switch (type) {
            case TRUTH -> field == null || !Double.isNaN(evaluator.number(frame));
            case NUMBER, DATE, DURATION -> !Double.isNaN(evaluator.number(frame));
            case TEXT -> evaluator.text(frame) != null;
            case NUMBERS, TEXTS, DATES -> !evaluator.list(frame).isEmpty();
            case NOTHING -> false;
        };
    }

    /** The value as an element of a list: a string or a double; null where it is missing. */
    @Nullable Object element(Frame frame) {
        if (type == Type.TEXT) {
            return evaluator.text(frame);
        }
        double number = evaluator.number(frame);
        return Double.isNaN(number) ? null : (Object) (number + 0.0); // no -0
    }

    /** The elements of a list; of anything else a list of it alone. */
    List<?> elements(Frame frame) {
        if (type.isList()) {
            return evaluator.list(frame);
        }
        Object element = element(frame);
        return element == null ? List.of() : List.of(element);
    }
}
