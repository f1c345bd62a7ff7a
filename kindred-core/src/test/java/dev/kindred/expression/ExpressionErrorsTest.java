package dev.kindred.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionErrorsTest {
    private static ExpressionException error(String text) {
        return catchThrowableOfType(
                ExpressionException.class, () -> Expression.condition(text, ExpressionTest.SCOPE));
    }

    @Test
    void theCaretIsUnderTheColumn() {
        assertThat(error("genres contains 'Drama' && yeer >= 1990"))
                .hasMessage(
                        """
                        there is no field "yeer" (did you mean "year"?); there are title, genres, year, released, hidden, sizes, zip, stock level, odd, empty, user.age, user.likes
                          genres contains 'Drama' && yeer >= 1990
                                                     ^""");
        assertThat(error("title == 'ü𝄞' && x").column()).isEqualTo(18); // 𝄞 is one character
    }

    @Test
    void longTextsAreShownAroundTheColumn() {
        String message = error("true && ".repeat(50) + "nope" + " && true".repeat(50)).getMessage();
        String[] lines = message.split("\n");
        assertThat(lines[1]).hasSizeLessThan(120).startsWith("  ...").endsWith("...");
        int caret = lines[2].indexOf('^');
        assertThat(lines[1].substring(caret)).startsWith("nope");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "~~ # 1 # the text is empty",
                "~   ~ # 1 # the text is empty",
                "year # 1 # year is a number, but a condition needs true or false. Maybe write year != 0",
                "year = 1990 # 6 # did you mean \"==\"?",
                "hidden & hidden # 8 # did you mean \"&&\"?",
                "hidden | # 8 # did you mean",
                "year >= '1990' # 1 # year is a number, but \">=\" compares it with text",
                "title > 3 # 1 # title is text (such as 'Star Wars'), but \">\" compares it with a number. Maybe write number(title)",
                "genres == 'Drama' # 1 # Maybe write \"genres contains",
                "genres contains ['a'] # 17 # containsAny",
                "genres in ['a'] # 1 # genres containsAny",
                "genres contains 3 # 1 # genres is a list of texts (such as 'Action'), but a number is looked for in it",
                "year contains 3 == true # 17 # cannot be chained",
                "1 < 2 < 3 # 7 # cannot be chained",
                "!year # 2 # needs true or false",
                "hidden + 1 == 2 # 1 # hidden is true or false, but \"+\" needs a number",
                "released + released > now # 12 # \"+\" cannot be between a date and a date",
                "1d * 1d > 1d # 6 # cannot be between",
                "date('2020-13-01') < now # 6 # '2020-13-01' is no date",
                "released > 'yesterday' # 12 # 'yesterday' is no date",
                "yeer(released) == 3 # 1 # there is no function \"yeer\" (did you mean \"year\"?)",
                "year(title) == 3 # 6 # year(...) needs a date. Maybe write date(title)",
                "abs(1, 2) == 3 # 1 # takes 1 argument, but 2 are given",
                "abs() == 3 # 1 # takes 1 argument, but 0 are given",
                "fresh(year, 3d) > 1 # 1 # fresh(released, 30d)",
                "(year > 3 # 10 # \")\" is expected, for the \"(\" of column 1",
                "year > 3) # 9 # an operator or the end is expected, but there is \")\"",
                "year > # 7 # a value is expected, but there is the end",
                "year > and # 8 # a value is expected, but there is \"and\"",
                "title contans 'x' # 7 # did you mean \"contains\"?",
                "title == 'x # 10 # does not end",
                "title == 'x\\q' # 13 # after a backslash",
                "title == ‘x’ # 10 # straight quotes",
                "year > 7x # 8 # neither a number nor a duration",
                "year > 1e999 # 8 # too large",
                "year == null # 9 # Maybe write has(field)",
                "year in [1, 'a'] # 13 # the list began with a number",
                "year in [year] # 10 # lists are of written",
                "hidden ? 1 : 'a' # 14 # the other part is a number",
                "hidden ? 1 # 11 # \":\" is expected, for the \"?\" of column 8",
                "year § 3 # 6 # \"§\" is not expected here",
                "user.agee > 3 # 1 # did you mean \"user.age\"?",
                "title.length > 3 # 1 # there is no field \"title.length\"",
            })
    void mistakesAreNamedWithTheirColumn(String text, int column, String part) {
        ExpressionException error = error(text);
        assertThat(error).as(text).isNotNull();
        assertThat(error.getMessage()).contains(part);
        assertThat(error.column()).isEqualTo(column);
    }

    static String[] hostile() {
        return new String[] {
            "x".repeat(1 << 20),
            "true || ".repeat(1 << 17) + "true",
            "(".repeat(100_000) + "true" + ")".repeat(100_000),
            "(".repeat(4_000) + "true" + ")".repeat(4_000),
            "!".repeat(9_000) + "true",
            "not ".repeat(2_400) + "true",
            "-".repeat(9_000) + "1 > 0",
            "[".repeat(9_000),
            "abs(".repeat(2_000),
            "true ? ".repeat(1_400),
            "true ? true : ".repeat(700) + "true",
            "'".repeat(9_999),
            "`".repeat(9_999),
            "a.".repeat(5_000),
            "1".repeat(9_999) + " > 0",
            "\u0000\u0001\u001b[31m",
            "\ud800 > 3",
        };
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextsAreRefusedAtOnce(String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () ->
                        assertThatThrownBy(() -> Expression.condition(text, ExpressionTest.SCOPE))
                                .isInstanceOf(ExpressionException.class)
                                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700)));
    }

    @ParameterizedTest
    @CsvSource({
        "true || , 1200, true, true",
        "false || , 1000, true, true",
        "true && , 1000, true, true",
        "1 + , 2000, '1 == 2001', true",
        "1 - , 2000, '1 == -1999', true",
        "2 * , 1100, '1 > 0', false", // infinite, so missing
        "empty ?? , 900, '1 == 1', true",
    })
    void longChainsAreNoDepth(String part, int times, String end, boolean expected) {
        String text = part.repeat(times) + end;
        assertThat(Expression.condition(text, ExpressionTest.SCOPE).isTrue(0)).isEqualTo(expected);
    }

    @Test
    void nestingIsAllowedToItsLimit() {
        String nested = "(".repeat(Parser.DEEPEST - 1) + "true" + ")".repeat(Parser.DEEPEST - 1);
        assertThat(Expression.condition(nested, ExpressionTest.SCOPE).isTrue(0)).isTrue();
        assertThat(error("(" + nested + ")").getMessage()).contains("nested more than 100 deep");
    }
}
