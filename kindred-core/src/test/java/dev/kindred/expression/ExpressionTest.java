package dev.kindred.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final long NOW = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

    /** d has no attributes at all. */
    private static final Attributes ITEMS =
            new Attributes.Builder()
                    .put("a", "title", "Star Wars")
                    .put("a", "genres", "Action", "Sci-Fi")
                    .put("a", "year", "1977")
                    .put("a", "released", "1977-05-25")
                    .put("a", "hidden", "false")
                    .put("a", "sizes", "1", "2")
                    .put("b", "title", "Heat")
                    .put("b", "genres", "Drama")
                    .put("b", "year", "1995")
                    .put("b", "released", "2026-01-01")
                    .put("b", "hidden", "true")
                    .put("b", "zip", "01234")
                    .put("c", "title", "It's \"new\"")
                    .put("c", "year", "2025")
                    .put("c", "stock level", "7")
                    .put("c", "odd", "12", "many")
                    .field("empty")
                    .id("d")
                    .build();

    private static final Attributes USERS =
            new Attributes.Builder()
                    .put("u", "age", "30")
                    .put("u", "likes", "Drama", "Crime")
                    .put("v", "age", "12")
                    .build();

    static final Scope SCOPE = Scope.ofItems(ITEMS, NOW).withUsers(USERS);

    /** The ids of the items for which a condition is true. */
    private static String kept(String text) {
        Expression condition = Expression.condition(text, SCOPE);
        var ids = new ArrayList<String>();
        IntStream.range(0, 4)
                .filter(condition::isTrue)
                .forEach(row -> ids.add(ITEMS.ids().id(row)));
        return String.join("", ids);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "genres contains 'Drama' && year >= 1990 && !hidden | ~~",
                "genres contains 'Drama' && year >= 1990 | b",
                "!hidden | acd",
                "hidden == false | acd",
                "not genres contains 'Drama' | acd",
                "year == 1977 | a",
                "year != 1977 | bcd",
                "year < 1995 | a",
                "year <= 1995 | ab",
                "year > 1995 or year < 1980 | ac",
                "!(year > 1995) | abd",
                "year in [1977, 2025, 3] | ac",
                "year not in [1977, 2025] | bd",
                "title in ['Heat', 'Cold'] | b",
                "'Drama' in genres | b",
                "title contains 'Wars' | a",
                "title contains \"'s\" | c",
                "title == 'It\\'s \\\"new\\\"' | c",
                "title startsWith 'Star' | a",
                "title endsWith 't' | b",
                "title < 'I' | b",
                "lower(title) == 'heat' | b",
                "upper(title) startsWith 'STAR' | a",
                "genres containsAny ['Drama', 'Action'] | ab",
                "genres containsAll ['Sci-Fi', 'Action'] | a",
                "sizes contains 2 | a",
                "count(genres) > 1 | a",
                "count(genres) == 0 | cd",
                "length(title) == 4 | b",
                "has(year) | abc",
                "!has(hidden) | cd",
                "has(genres) | ab",
                "has(empty) | ~~",
                "empty == 3 | ~~",
                "empty != 'x' | abcd",
                "empty contains 'x' || year == 1995 | b",
                "released >= date('2020-01-01') | b",
                "released >= '2020-01-01' | b",
                "released < '1977-05-25T00:00:01Z' | a",
                "released >= now - 31d | b",
                "now - released < 4w + 3d | b",
                "(now - released) / 1d < 31 | b",
                "year(released) == 1977 | a",
                "today == date('2026-01-31') | abcd",
                "zip == '01234' | b",
                "zip startsWith '01' | b",
                "`stock level` > 6 | c",
                "odd contains '12' | c",
                "number(title) == 1 | ~~",
                "number(zip) == 1 | ~~",
                "year ?? 1 == 1 | d",
                "(empty ?? year ?? 0) == 0 | d",
                "(has(genres) ? year : 1900) < 1980 | acd",
                "year - 1900 == 77 | a",
                "year / 0 == year / 0 | ~~",
                "year % 2 == 1 && -year < -2000 | c",
                "1 + 2 * 3 - 4 / 2 == 5 | abcd",
                "2 - 3 - 4 == -5 | abcd",
                "min(year, 1980) == 1977 | a",
                "max(year, 1980, 2) == 1980 | a",
                "id == 'd' | d",
                "item.id in ['a', 'd'] | ad",
                "item.year == 1995 | b",
                "true && !false | abcd",
                "user.age > 1 | ~~",
                ".5 < 1e0 && 1.5E+1 == 15 | abcd",
            })
    void conditionsKeep(String text, String expected) {
        assertThat(kept(text)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void conditionsMayAskForTheUser() {
        Expression adult = Expression.condition("user.age >= 18 || year < 1980", SCOPE);
        assertThat(adult.isTrue(1, 0)).isTrue();
        assertThat(adult.isTrue(1, 1)).isFalse();
        assertThat(adult.isTrue(0, 1)).isTrue();
        assertThat(adult.isTrue(1, -1)).isFalse();
        Expression taste = Expression.condition("genres containsAny user.likes", SCOPE);
        assertThat(IntStream.range(0, 4).filter(row -> taste.isTrue(row, 0))).containsExactly(1);
        Expression target =
                Expression.condition("user.likes contains 'Crime'", Scope.ofUsers(USERS, NOW));
        assertThat(target.isTrue(-1, 0)).isTrue();
        assertThat(target.isTrue(-1, 1)).isFalse();
    }

    @Test
    void formulasUseVariables() {
        Scope boosts = SCOPE.withVariable("boost").withVariable("score");
        Expression twice = Expression.formula("boost * 1.2 + score", boosts);
        assertThat(twice.number(0, -1, 2, 10)).isCloseTo(12.4, within(1e-12));
        Expression recent = Expression.formula("year >= 1990 ? 1.5 : 1", boosts);
        assertThat(recent.number(0, -1, 1, 0)).isEqualTo(1);
        assertThat(recent.number(1, -1, 1, 0)).isEqualTo(1.5);
        assertThat(Expression.formula("year * 2", boosts).number(3, -1, 1, 0)).isNaN();
        assertThat(boosts.variables()).containsExactly("boost", "score");
    }

    @ParameterizedTest
    @CsvSource({
        "'fresh(released, 30.5d)', 1, 0.5", // 2026-01-01 to 2026-01-31T12 is 30.5 days
        "'fresh(now + 9d, 1d)', 0, 1",
        "abs(-3) + round(2.6) + floor(2.6) + ceil(2.2), 0, 11",
        "sqrt(16) + log(exp(2)), 0, 6",
        "number('12') + number('x'), 0, NaN",
        "number('12') + number('x') ?? 0, 0, 12",
        "10s / 1s, 0, 10",
        "2 * 3m / 1h, 0, .1",
    })
    void formulasCompute(String text, int item, double expected) {
        double result = Expression.formula(text, SCOPE).number(item, -1);
        if (Double.isNaN(expected)) {
            assertThat(result).isNaN();
        } else {
            assertThat(result).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void fieldsHaveTheTypeThatAllTheirValuesHave() {
        assertThat(List.of("title", "genres", "year", "released", "hidden", "sizes", "zip", "odd"))
                .extracting(SCOPE::type)
                .containsExactly(
                        Type.TEXT,
                        Type.TEXTS,
                        Type.NUMBER,
                        Type.DATE,
                        Type.TRUTH,
                        Type.NUMBERS,
                        Type.TEXT,
                        Type.TEXTS);
        assertThat(SCOPE.type("empty")).isEqualTo(Type.NOTHING);
        assertThat(SCOPE.type("user.age")).isEqualTo(Type.NUMBER);
        assertThat(SCOPE.type("nothing")).isNull();
        assertThat(Expression.compile("now - 1d", SCOPE).type()).isEqualTo(Type.DATE);
        assertThat(Expression.compile("year > 3", SCOPE)).hasToString("year > 3");
    }

    @Test
    void wordsForMissingValuesKeepNoFieldFromHavingAType() {
        Attributes attributes =
                new Attributes.Builder()
                        .put("a", "year", "1995")
                        .put("b", "year", "NA")
                        .put("a", "sizes", "1", "n/a")
                        .put("b", "word", "none")
                        .build();
        Scope scope = Scope.ofItems(attributes, NOW);
        assertThat(scope.type("year")).isEqualTo(Type.NUMBER);
        assertThat(scope.type("sizes")).isEqualTo(Type.NUMBERS);
        assertThat(scope.type("word")).isEqualTo(Type.TEXT);
        Expression late = Expression.condition("year >= 1990", scope);
        assertThat(late.isTrue(0)).isTrue();
        assertThat(late.isTrue(1)).isFalse();
        assertThat(Expression.condition("has(year)", scope).isTrue(1)).isFalse();
        assertThat(Expression.condition("count(sizes) == 1", scope).isTrue(0)).isTrue();
    }

    @Test
    void fieldsThatAUserLacksAreMissingWhereThatIsAskedFor() {
        Attributes users = new Attributes.Builder().put("u", "age", "30").build();
        Scope scope = Scope.ofUsers(users, 0).withMissingFields();
        assertThat(Expression.condition("user.age > 18", scope).isTrue(-1, 0)).isTrue();
        assertThat(Expression.condition("user.plan == 'pro'", scope).isTrue(-1, 0)).isFalse();
        assertThat(Expression.condition("!has(user.plan)", scope).isTrue(-1, 0)).isTrue();
        assertThatThrownBy(() -> Expression.condition("plan == 'pro'", scope))
                .isInstanceOf(ExpressionException.class);
        assertThatThrownBy(
                        () -> Expression.condition("user.plan == 'pro'", Scope.ofUsers(users, 0)))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void aScopeAtAnotherTimeKeepsItsFields() {
        Attributes items = new Attributes.Builder().put("a", "day", "2024-01-02").build();
        Scope scope = Scope.ofItems(items, 0);
        long noon = 1_704_196_800_000L; // 2024-01-02T12:00:00Z
        assertThat(Expression.condition("day <= now", scope).isTrue(0)).isFalse();
        assertThat(Expression.condition("day <= now", scope.at(noon)).isTrue(0)).isTrue();
        assertThat(Expression.condition("day == today", scope.at(noon)).isTrue(0)).isTrue();
    }
}
