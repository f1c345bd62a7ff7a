package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Interaction;
import dev.kindred.io.ReadReport.RejectedLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionFilesTest extends FileTest {
    private static final Interaction FIRST = rating("u1", "i1", 4.5, 978_300_760_000L);
    private static final Interaction SECOND = rating("u2", "i9", 3, 978_300_761_000L);

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", "\t", " ", " , ", "\t "})
    void readsAnyDelimiterUnderAHeader(String separator) {
        String text =
                "userId,movieId,rating,timestamp\nu1,i1,4.5,978300760\nu2,i9,3,978300761\n"
                        .replace(",", separator);
        assertThat(readAll(text)).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", "\t", " ", "::"})
    void readsAnyDelimiterWithoutHeader(String separator) {
        String text = "u1,i1,4.5,978300760\nu2,i9,3,978300761".replace(",", separator);
        assertThat(readAll(text)).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFuser,item,rating,ts\nu1,i1,4.5,978300760\nu2,i9,3,978300761\n",
                "user,item,rating,ts\r\nu1,i1,4.5,978300760\r\nu2,i9,3,978300761\r\n",
                "user,item,rating,ts\ru1,i1,4.5,978300760\ru2,i9,3,978300761\r",
                "\n\nuser,item,rating,ts\n\nu1,i1,4.5,978300760\n  \nu2,i9,3,978300761\n\n",
                "\"user\",\"item\",\"rating\",\"ts\"\n\"u1\",\"i1\",\"4.5\",\"978300760\"\n"
                        + " \"u2\" , \"i9\",3 ,978300761",
                "user,item,rating,ts\nu1,i1,4.5,978300760,\nu2,i9,3,978300761,,\n",
            })
    void acceptsEveryWayToEndAndQuoteALine(String text) {
        InteractionFiles.Result result = read(data(text));
        assertThat(all(result)).containsExactly(FIRST, SECOND);
        assertThat(result.report().lines()).isEqualTo(2);
        assertThat(result.report().rejected()).isZero();
    }

    @Test
    void readsJsonLines() {
        String text =
                """
                {"user": "u1", "item": "i1", "rating": 4.5, "timestamp": 978300760, "more": {"a": [1]}}

                {"timestamp": "2000-12-31T22:12:41Z", "item": "i9", "user": "u2", "rating": "3"}
                {"user": 7, "item": 8, "rating": null, "timestamp": null}
                """;
        assertThat(readAll(text)).containsExactly(FIRST, SECOND, rating("7", "8", 1));
    }

    @Test
    void readsAdjacencyLinesOfAnyLength() {
        InteractionFiles.Result result = read(data("0 10 11 12\n1 10\n2\n\n3 12 10 \n"));
        assertThat(all(result))
                .containsExactly(
                        rating("0", "10", 1),
                        rating("0", "11", 1),
                        rating("0", "12", 1),
                        rating("1", "10", 1),
                        rating("3", "12", 1),
                        rating("3", "10", 1));
        assertThat(result.report().format()).isEqualTo(InputFormat.ADJACENCY);
        assertThat(result.report().accepted()).isEqualTo(4);
        assertThat(result.report().usersWithoutItems()).isEqualTo(1);
    }

    @Test
    void readsPairsSeparatedByASpaceInTheirOrder() {
        assertThat(readAll("1 5\n1 3\n2 5\n"))
                .containsExactly(rating("1", "5", 1), rating("1", "3", 1), rating("2", "5", 1));
    }

    @Test
    void readsPairsWithoutHeader() {
        assertThat(readAll("1,5\n1,3\n")).containsExactly(rating("1", "5", 1), rating("1", "3", 1));
    }

    @Test
    void keepsTypesAndCountsEventsWithoutNumberOnce() {
        String text =
                "timestamp,visitorid,event,itemid,value\n1433221332117,1,view,9,\n5,2,buy,8,3";
        assertThat(readAll(text))
                .containsExactly(
                        new Interaction("1", "9", "view", 1, 1_433_221_332_117L),
                        new Interaction("2", "8", "buy", 3, 5000));
    }

    @Test
    void numbersInAColumnNamedEventAreValues() {
        assertThat(readAll("visitorid\titemid\tevent\n1\t2\t3\n"))
                .containsExactly(rating("1", "2", 3));
    }

    @Test
    void keepsIdsOfAnyText() {
        String text =
                "user,item\n\"a, b\",c/d e\nÄpfel,\"say \"\"hi\"\"\"\n\" x \",\"two\nlines\"\n";
        assertThat(readAll(text))
                .containsExactly(
                        rating("a, b", "c/d e", 1),
                        rating("Äpfel", "say \"hi\"", 1),
                        rating(" x ", "two\nlines", 1));
    }

    @Test
    void oldMovieLensFilesMayBeLatin1AndOthersMayNot() {
        byte[] latin1 = "u1::café::3::5\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(all(read(file("ratings.dat", latin1))))
                .containsExactly(rating("u1", "café", 3, 5000));
        byte[] csv = "user,item\nu1,café\n".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(file("r.csv", csv), "the text is not valid UTF-8", "line 2");
    }

    @Test
    void everyBadLineIsCountedWithNumberAndReason() {
        String text =
                """
                user,item,rating,time
                u1,i1,4,1
                u1,,4,1
                ,i1,4,1
                u1,i1,four,1
                u1,i1
                u1,i1,4,1,5

                u1,i1,NaN,1
                u1,i1,4,yesterday
                u2,i1,5,2
                """;
        var seen = new ArrayList<RejectedLine>();
        InteractionFiles.Result result =
                InteractionFiles.read(data(text), DEFAULTS.withOnRejected(seen::add));
        ReadReport report = result.report();
        assertThat(all(result))
                .containsExactly(rating("u1", "i1", 4, 1000), rating("u2", "i1", 5, 2000));
        assertThat(report.lines()).isEqualTo(9);
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(7);
        assertThat(report.examples())
                .isEqualTo(seen)
                .containsExactly(
                        new RejectedLine(3, "the item is empty", "u1,,4,1"),
                        new RejectedLine(4, "the user is empty", ",i1,4,1"),
                        new RejectedLine(5, "the value is not a finite number", "four"),
                        new RejectedLine(6, "4 fields expected, 2 found", "u1,i1"),
                        new RejectedLine(7, "4 fields expected, 5 found", "u1,i1,4,1,5"),
                        new RejectedLine(9, "the value is not a finite number", "NaN"),
                        new RejectedLine(
                                10,
                                "the time is neither a number of seconds since 1970 nor an ISO-8601 date",
                                "yesterday"));
        assertThat(List.copyOf(report.reasons().values())).containsExactly(2L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void badJsonAndAdjacencyLinesAreReportedToo() {
        String id = "x".repeat(257);
        ReadReport json =
                read(data(
                                "{\"user\":1,\"item\":2}\n{\"user\":1,\n[1]\n{\"user\":1}\n{\"user\":1,\"item\":2} 3\n"))
                        .report();
        assertThat(json.examples())
                .extracting(RejectedLine::line, RejectedLine::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, "the line is no JSON object"),
                        org.assertj.core.groups.Tuple.tuple(3L, "the line is no JSON object"),
                        org.assertj.core.groups.Tuple.tuple(4L, "the item is empty"),
                        org.assertj.core.groups.Tuple.tuple(5L, "the line is no JSON object"));
        InteractionFiles.Result adjacency = read(data("1 2 3\n2 4 " + id + " 5\n3 4 5 6\n"));
        assertThat(adjacency.report().examples())
                .extracting(RejectedLine::toString)
                .containsExactly(
                        "line 2: the item has more than 256 bytes: \"" + "x".repeat(80) + "...\"");
        assertThat(adjacency.log().users().contains("2"))
                .as("a bad line leaves no trace")
                .isFalse();
    }

    @Test
    void strictStopsAtTheFirstBadLine() {
        String source = data("user,item,rating\nu1,i1,4\nu1,i2,x\nu1,i3,y\n");
        assertRefused(
                source,
                DEFAULTS.withStrict(true),
                source + " line 3: the value is not a finite number: \"x\"");
    }

    @Test
    void columnsAreNamedByHeaderOrByPosition() {
        String text = "a,b,c,d\nu1,i1,2,5\n";
        var byName = Map.of("user", "a", "item", "b", "value", "c", "time", "d");
        InteractionFiles.Result named =
                InteractionFiles.read(data(text), DEFAULTS.withColumns(byName));
        assertThat(all(named)).containsExactly(rating("u1", "i1", 2, 5000));
        assertThat(named.report().columns()).containsExactlyInAnyOrderEntriesOf(byName);
        var byPosition = ReadOptions.parseColumns("item,-,user,value");
        InteractionFiles.Result positions =
                InteractionFiles.read(
                        data("i1,x,u1,3,z\ni2,y,u2,4,z\n"), DEFAULTS.withColumns(byPosition));
        assertThat(all(positions)).containsExactly(rating("u1", "i1", 3), rating("u2", "i2", 4));
        assertThat(positions.report().columns())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("user", "#3", "item", "#1", "value", "#4"));
    }

    @Test
    void columnsWithoutHeaderAreKnownByWhatMostLinesHold() {
        assertThat(readAll("1,2,978300760\n3,4,978300761\n"))
                .containsExactly(
                        rating("1", "2", 1, 978_300_760_000L),
                        rating("3", "4", 1, 978_300_761_000L));
        assertThat(readAll("1,2,2000-12-31,4\n"))
                .containsExactly(rating("1", "2", 4, 978_220_800_000L));
        assertThat(readAll("1,2,bad,7\n1,2\n1,2,3,978300760\n1,3,4,978300760\n"))
                .containsExactly(
                        rating("1", "2", 3, 978_300_760_000L),
                        rating("1", "3", 4, 978_300_760_000L));
        assertThat(readAll("garbage\n1;2;4\n3;4;5\n")).hasSize(2);
        assertThat(readAll("1 2 3\n4 5 6\n1 2\n" + "7 8 9\n".repeat(30))).hasSize(32);
        var noTime = DEFAULTS.withColumns(Map.of("time", "-"));
        assertThat(all(InteractionFiles.read(data("1,2,3,never\n1,2,3,4\n1,2,3,4\n"), noTime)))
                .hasSize(3);
    }

    @Test
    void aHeaderMayFollowOtherLines() {
        InteractionFiles.Result result =
                read(data("# exported on Monday\nuser,item,rating\n1,2,3\n"));
        assertThat(all(result)).containsExactly(rating("1", "2", 3));
        assertThat(result.report().examples()).extracting(RejectedLine::line).containsExactly(1L);
    }

    @Test
    void halfACharacterInJsonIsNoId() {
        ReadReport report =
                read(data("{\"user\":\"\\ud800\",\"item\":1}\n{\"user\":1,\"item\":2}\n")).report();
        assertThat(report.examples())
                .extracting(RejectedLine::reason)
                .containsExactly("an id is no valid text");
    }

    @Test
    void aColumnCanBeLeftOut() {
        var options = DEFAULTS.withColumns(Map.of("time", "-"));
        String source = data("user,item,rating,date\nu1,i1,4,Tuesday\n");
        assertThat(all(InteractionFiles.read(source, options)))
                .containsExactly(rating("u1", "i1", 4));
        assertRefused(
                source, "none of 1 lines", "the time is neither", "--columns time=- leaves it out");
    }

    @Test
    void theGivenFormatWins() {
        String text = "1 2 3\n4 5 6\n";
        assertThat(readAll(text)).containsExactly(rating("1", "2", 3), rating("4", "5", 6));
        var adjacency = DEFAULTS.withFormat(InputFormat.ADJACENCY);
        assertThat(InteractionFiles.read(data(text), adjacency).log().size()).isEqualTo(4);
        var tsv = DEFAULTS.withFormat(InputFormat.TSV);
        assertRefused(data("user,item\n1,2\n"), tsv, "no column for the user", "user,item");
        var csv = DEFAULTS.withFormat(InputFormat.CSV);
        assertThat(all(InteractionFiles.read(data(text), csv))).hasSize(2);
    }

    @Test
    void formatsHaveLabels() {
        assertThat(InputFormat.parse("json-lines")).isEqualTo(InputFormat.JSON_LINES);
        assertThatThrownBy(() -> InputFormat.parse("jsonlines"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean \"json-lines\"");
    }

    @Test
    void columnsThatAreNoColumnsAreRefused() {
        for (String wrong :
                List.of("user,item,foo", "user=a,item", "user=a,user=b", "user=,item=b")) {
            assertThatThrownBy(() -> ReadOptions.parseColumns(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("columns");
        }
        assertThat(ReadOptions.parseColumns("userId=a,rating=b"))
                .isEqualTo(Map.of("user", "a", "value", "b"));
    }
}
