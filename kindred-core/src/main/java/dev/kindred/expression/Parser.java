package dev.kindred.expression;

import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an expression by recursive descent and checks its types on the way. Linear in the text;
 * what is nested deeper than {@link #DEEPEST} is refused, and chains of operators are no nesting.
 */
final class Parser {
    static final int DEEPEST = 100;
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "%");
    private static final Set<String> WORDS =
            Set.of(
                    "and",
                    "or",
                    "not",
                    "in",
                    "contains",
                    "containsAny",
                    "containsAll",
                    "startsWith",
                    "endsWith",
                    "true",
                    "false",
                    "null");

    private final List<Token> tokens;
    private final Scope scope;
    private final Problems problems;
    private final Comparisons comparisons;
    private final Arithmetic arithmetic;
    private final Functions functions;
    private final Choices choices;
    private final Set<String> named = new HashSet<>();
    private int next;
    private int depth;

    Parser(String text, Scope scope) {
        this.problems = new Problems(text);
        this.tokens = Lexer.tokens(text);
        this.scope = scope;
        this.comparisons = new Comparisons(problems);
        this.arithmetic = new Arithmetic(problems);
        this.functions = new Functions(problems, scope);
        this.choices = new Choices(problems);
    }

    Node whole() {
        if (peek().kind() == Token.Kind.END) {
            throw problems.at(0, "an expression is needed, but the text is empty");
        }
        Node node = expression();
        if (peek().kind() != Token.Kind.END) {
            throw unexpected("an operator or the end is expected");
        }
        return node;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean takes(String symbolOrWord) {
        if (peek().is(symbolOrWord)) {
            next++;
            return true;
        }
        return false;
    }

    private ExpressionException unexpected(String expected) {
        Token token = peek();
        return problems.at(
                token.at(),
                "%s, but there is %s%s".formatted(expected, token.shown(), guess(token)));
    }

    private String guess(Token token) {
        if (token.kind() == Token.Kind.END) {
            return ". Maybe the end of the text was cut off";
        }
        boolean word = token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.QUOTED_NAME;
        if (!word || next == 0) {
            return "";
        }
        String near = Suggestion.didYouMean(token.text(), Comparisons.OPERATORS);
        boolean afterValue = !tokens.get(next - 1).kind().equals(Token.Kind.SYMBOL);
        return near.isEmpty() && afterValue ? ". Maybe && or || is missing before it" : near;
    }

    private void expect(String symbol, Token opened) {
        if (!takes(symbol)) {
            throw unexpected(
                    "\"%s\" is expected, for the %s of column %d"
                            .formatted(symbol, opened.shown(), opened.at() + 1));
        }
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw problems.at(
                    peek().at(), "nested more than %d deep, which is refused".formatted(DEEPEST));
        }
    }

    /** condition ? yes : no. */
    private Node expression() {
        deeper();
        Node first = or();
        if (peek().is("?")) {
            Token mark = tokens.get(next++);
            Node yes = expression();
            expect(":", mark);
            Node no = expression();
            first = choices.choose(problems.truth(first, "\"?\""), yes, no);
        }
        depth--;
        return first;
    }

    private Node or() {
        var parts = new ArrayList<Node>(List.of(and()));
        while (takes("||") || takes("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : choices.any(parts);
    }

    private Node and() {
        var parts = new ArrayList<Node>(List.of(not()));
        while (takes("&&") || takes("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : choices.all(parts);
    }

    private Node not() {
        Token token = peek();
        if (!takes("not")) {
            return comparison();
        }
        deeper();
        Node of = not();
        depth--;
        return choices.not(of, token.at(), "\"not\"");
    }

    private Node comparison() {
        Node left = chain(SUMS);
        boolean negated = peek().is("not") && tokens.get(next + 1).is("in");
        next += negated ? 1 : 0;
        Token operator = peek();
        if (!isComparison(operator)) {
            return left;
        }
        next++;
        Node result = comparisons.compare(operator.text(), left, chain(SUMS));
        if (isComparison(peek())) {
            throw problems.at(
                    peek().at(), "comparisons cannot be chained. Maybe write a < b && b < c");
        }
        return negated ? choices.not(result, left.at(), "\"not in\"") : result;
    }

    private static boolean isComparison(Token token) {
        return (token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.NAME)
                && Comparisons.OPERATORS.contains(token.text());
    }

    /** Operands between operators of one rank. */
    private Node chain(Set<String> operators) {
        var operands = new ArrayList<Node>(List.of(operand(operators)));
        var between = new ArrayList<String>();
        while (peek().kind() == Token.Kind.SYMBOL && operators.contains(peek().text())) {
            between.add(tokens.get(next++).text());
            operands.add(operand(operators));
        }
        return arithmetic.chain(operands, between);
    }

    private Node operand(Set<String> operators) {
        return operators == SUMS ? chain(PRODUCTS) : unary();
    }

    private Node unary() {
        Token token = peek();
        if (!token.is("!") && !token.is("-")) {
            return orElse();
        }
        next++;
        deeper();
        Node of = unary();
        depth--;
        return token.is("!")
                ? choices.not(of, token.at(), "\"!\"")
                : arithmetic.negative(of, token.at());
    }

    /** value ?? what to take where it is missing. */
    private Node orElse() {
        var parts = new ArrayList<Node>(List.of(primary()));
        while (takes("??")) {
            parts.add(primary());
        }
        return parts.size() == 1 ? parts.get(0) : choices.firstThere(parts);
    }

    private Node primary() {
        Token token = tokens.get(next++);
        switch (token.kind()) {
            case NUMBER:
                return Node.number(Type.NUMBER, token.at(), true, frame -> token.number());
            case DURATION:
                return Node.number(Type.DURATION, token.at(), true, frame -> token.number());
            case TEXT:
                return Node.text(token.at(), true, frame -> token.text());
            case NAME:
                return named(token);
            case QUOTED_NAME:
                return field(token);
            case SYMBOL:
                if (token.is("(")) {
                    Node inner = expression();
                    expect(")", token);
                    return inner;
                } else if (token.is("[")) {
                    return list(token);
                }
                break;
            default:
                break;
        }
        next--;
        throw unexpected("a value is expected");
    }

    private Node named(Token token) {
        if (peek().is("(") && !WORDS.contains(token.text())) {
            return call(token);
        }
        switch (token.text()) {
            case "true", "false":
                boolean truth = token.text().equals("true");
                return Node.truth(token.at(), true, frame -> truth);
            case "null":
                throw problems.at(
                        token.at(), "there is no null. Maybe write has(field) or !has(field)");
            default:
                if (WORDS.contains(token.text())) {
                    next--;
                    throw unexpected("a value is expected");
                }
                return field(token);
        }
    }

    /** The fields and variables that the expression names. */
    Set<String> names() {
        return Set.copyOf(named);
    }

    private Node field(Token token) {
        Node node = scope.node(token.text(), token.at());
        named.add(token.text());
        if (node == null) {
            List<String> names = scope.names();
            String there =
                    names.size() > 20
                            ? String.join(", ", names.subList(0, 20)) + ", ..."
                            : String.join(", ", names);
            throw problems.at(
                    token.at(),
                    "there is no field %s%s; %s"
                            .formatted(
                                    token.shown(),
                                    Suggestion.didYouMean(token.text(), names),
                                    names.isEmpty()
                                            ? "no attributes are known"
                                            : "there are " + there));
        }
        return node;
    }

    private Node call(Token name) {
        if (!Functions.NAMES.contains(name.text())) {
            throw problems.at(
                    name.at(),
                    "there is no function %s%s; there are %s"
                            .formatted(
                                    name.shown(),
                                    Suggestion.didYouMean(name.text(), Functions.NAMES),
                                    String.join(", ", Functions.NAMES)));
        }
        Token open = tokens.get(next++);
        var arguments = new ArrayList<Node>();
        if (!peek().is(")")) {
            do {
                arguments.add(expression());
            } while (takes(","));
        }
        expect(")", open);
        return functions.call(name.text(), name.at(), arguments);
    }

    /** A list of values that do not depend on the item. */
    private Node list(Token open) {
        var values = new ArrayList<Object>();
        Type type = Type.NOTHING;
        while (!peek().is("]")) {
            Node element = expression();
            if (!element.constant() || element.type().list() == element.type()) {
                throw problems.type(element, "lists are of written numbers, texts or dates");
            } else if (type != Type.NOTHING && type != element.type()) {
                throw problems.type(element, "the list began with %s".formatted(type.inWords()));
            }
            type = element.type();
            values.add(java.util.Objects.requireNonNull(element.element(Node.NO_FRAME)));
            if (!takes(",")) {
                break;
            }
        }
        expect("]", open);
        List<Object> distinct = List.copyOf(new HashSet<>(values));
        return new Node(type.list(), (Node.Many) frame -> distinct, open.at(), true);
    }
}
