package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken, wrong or wicked: a clear message each time, in bounded memory. */
class HostileFilesTest extends FileTest {
    @Test
    void emptyFiles() {
        assertRefused(data(""), "data is empty");
        assertRefused(data("\uFEFF"), "data is empty");
        assertRefused(data("\n \r\n\n"), "data is empty", "blank lines only");
        assertRefused(data("user,item,rating\n"), "holds no data, only a header");
        assertRefused(file("e.gz", gzip("")), "is empty");
        assertRefused(file("e.gz", ""), "is empty");
        assertRefused(file("e.zip", ""), "is not a zip archive");
    }

    @Test
    void namesThatAreNoFiles() {
        assertRefused("", "the name of a file to read is empty");
        assertRefused("-", "- does not exist. Maybe /dev/stdin");
        assertRefused(folder.resolve("none.csv").toString(), "none.csv does not exist");
    }

    @Test
    void missingColumns() {
        assertRefused(
                data("user,rating,ts\n1,5,7\n"),
                "no column for the item; its columns are user, rating, ts",
                "Maybe --columns user=...,item=...");
        assertRefused(data("kunde,artikel\na,b\n"), "kunde, artikel", "Maybe --columns");
        assertRefused(data("{\"user\":1,\"text\":2}\n"), "no column for the item", "user, text");
        assertRefused(
                data("user_id,item_id\n1,2\n"),
                DEFAULTS.withColumns(Map.of("user", "usr_id")),
                "no column \"usr_id\" (did you mean \"user_id\"?); its columns are user_id, item_id");
        assertRefused(
                data("1,2\n"),
                DEFAULTS.withColumns(ReadOptions.parseColumns("user,item,value")),
                "has no column #3");
        assertRefused(
                data("1,2,3,4,5\n1,2,3,4,5\n"),
                "5 columns and no header",
                "Maybe --columns user,item,value,time");
        assertRefused(
                data("1,2,3\n"),
                DEFAULTS.withColumns(Map.of("user", "#1")),
                "names no column for the item");
    }

    @Test
    void wrongDelimiters() {
        assertRefused(
                data("user^item^rating\n1^2^3\n"), "one column only", "user^item^rating", "Maybe");
        assertRefused(data("u1\nu2\n"), "one column only", "\"u1\"");
        assertRefused(
                data("It was a dark night.\nThe wind blew, and so on\n"),
                "no layout fits",
                "--input-format");
        assertRefused(
                data("{\n\"user\": 1,\n\"item\": 2\n}\n"),
                "none of its first lines is a JSON object",
                "Maybe one object per line");
        assertRefused(data("[{\"user\": 1}]"), "is a JSON array", "Maybe jq -c");
        assertRefused(data("(1,2)\t3\t4\n"), "holds candidates", "Maybe --candidates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "NaN",
                "nan",
                "Infinity",
                "-inf",
                "1e999",
                "1e16",
                "-2e15",
                "0x10",
                "1d",
                "1,5",
                "--1",
                "."
            })
    void wrongValues(String value) {
        String text = "user;item;rating\n1;2;%s\n1;3;4\n".formatted(value);
        InteractionFiles.Result result = read(data(text));
        assertThat(all(result)).containsExactly(rating("1", "3", 4));
        assertThat(result.report().examples().get(0).toString())
                .startsWith("line 2: the value is")
                .endsWith("\"" + value + "\"");
        assertRefused(
                data("user;item;rating\n1;2;%s\n".formatted(value)),
                "none of 1 lines",
                "the value is",
                value);
    }

    @Test
    void negativeAndHugeValuesAreValues() {
        assertThat(
                        readAll(
                                "user,item,rating\n1,2,-3\n1,3,1e15\n1,4,-1000000000000000\n1,5,1e-300\n"))
                .containsExactly(
                        rating("1", "2", -3),
                        rating("1", "3", 1e15),
                        rating("1", "4", -1e15),
                        rating("1", "5", 1e-300));
    }

    @Test
    void duplicateRowsAreKept() {
        assertThat(readAll("user,item\n1,2\n1,2\n")).hasSize(2);
    }

    @Test
    void idsOf300BytesAreRejected() {
        String text = "user,item\n%s,1\n%s,1\n".formatted("é".repeat(150), "é".repeat(128));
        InteractionFiles.Result result = read(data(text));
        assertThat(all(result)).containsExactly(rating("é".repeat(128), "1", 1));
        assertThat(result.report().reasons())
                .isEqualTo(Map.of("the user has more than 256 bytes", 1L));
    }

    @Test
    void missingFilesAndDirectories() throws IOException {
        String there = file("ratings.csv", "user,item\n1,2\n");
        assertRefused(
                folder.resolve("ratings.cvs").toString(),
                "ratings.cvs does not exist. Maybe " + there);
        assertRefused(folder.resolve("x/y.csv").toString(), "y.csv does not exist");
        assertRefused(folder.resolve("x.zip!y.csv").toString(), "x.zip does not exist");
        String zip = file("data.zip", zip("a/r.csv", "user,item\n1,2\n"));
        assertRefused(
                folder.resolve("date.zip") + "!a/r.csv", "date.zip does not exist. Maybe " + zip);
        assertRefused(folder.toString(), "is a directory, not a file. Maybe " + there);
        Path empty = Files.createDirectory(folder.resolve("none"));
        assertRefused(empty.toString(), "is a directory, not a file");
        assertThatThrownBy(() -> read("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesWithoutPermission() throws IOException {
        Path path = Path.of("secret.csv");
        assertThat(Source.cannotOpen("secret.csv", path, new AccessDeniedException("secret.csv")))
                .hasMessage(
                        "secret.csv may not be read: no permission. Maybe chmod u+r secret.csv");
        Path file = Path.of(file("locked.csv", "user,item\n1,2\n"));
        Files.setPosixFilePermissions(file, java.util.Set.of());
        if (Files.isReadable(file)) {
            assertThat(all(read(file.toString()))).hasSize(1); // the super-user may read everything
        } else {
            assertRefused(file.toString(), "no permission. Maybe chmod");
        }
    }

    @Test
    void otherEncodingsAndBinaryData() {
        byte[] utf16 = "user,item\n1,2\n".getBytes(StandardCharsets.UTF_16);
        assertRefused(file("u.csv", utf16), "is UTF-16 text; UTF-8 is expected");
        assertRefused(file("b.csv", new byte[5000]), "holds binary data, not text");
        byte[] random = new byte[5000];
        new java.util.Random(1).nextBytes(random);
        assertRefused(file("r.csv", random), "r.csv");
    }

    @Test
    void quotesThatAreNeverClosed() {
        StringBuilder text = new StringBuilder("user,item,title\n1,2,\"open\n");
        for (int k = 0; k < 1000; k++) {
            text.append("2,").append(k).append(",x\n");
        }
        text.append("3,4,\"a\"b\n5,6,\"c\"\n7,8,\"also open");
        ReadReport report = read(data(text.toString())).report();
        assertThat(report.accepted()).isEqualTo(1001);
        assertThat(report.examples())
                .extracting(ReadReport.RejectedLine::toString)
                .containsExactly(
                        "line 2: a quoted field has no closing quote: \"1,2,\"open\"",
                        "line 1003: there is text behind a closing quote: \"3,4,\"a\"b\"",
                        "line 1005: a quoted field has no closing quote: \"7,8,\"also open\"");
    }

    @Test
    void quotesInTabSeparatedFilesAreMostlyCharacters() {
        assertThat(readAll("user\titem\n1\t\"Weird Al\" Yankovic\n2\t\"5\n3\t\"a\tb\"\n"))
                .containsExactly(
                        rating("1", "\"Weird Al\" Yankovic", 1),
                        rating("2", "\"5", 1),
                        rating("3", "a\tb", 1));
    }

    @Test
    void aTypeColumnThatIsNone() {
        StringBuilder text = new StringBuilder("user,item,event\n");
        for (int k = 0; k < 200; k++) {
            text.append("1,2,e").append(k).append('\n');
        }
        InteractionFiles.Result result = read(data(text.toString()));
        assertThat(result.log().size()).isEqualTo(127);
        assertThat(result.report().reasons())
                .isEqualTo(Map.of("there are more than 127 types of interaction", 73L));
    }

    @Test
    void aLineOf100MegabytesIsSkippedWithoutHoldingIt() throws IOException {
        Path file = folder.resolve("long.csv");
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) 'a');
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("user,item\n1,2\n".getBytes(StandardCharsets.UTF_8));
            for (int k = 0; k < 100; k++) {
                out.write(piece);
            }
            out.write("\n3,4\n".getBytes(StandardCharsets.UTF_8));
        }
        long before = allocated();
        InteractionFiles.Result result = read(file.toString());
        assertThat(allocated() - before).isLessThan(16L << 20);
        assertThat(all(result)).containsExactly(rating("1", "2", 1), rating("3", "4", 1));
        assertThat(result.report().examples().get(0).toString())
                .startsWith("line 3: the line is too long: \"aaa")
                .hasSizeLessThan(200);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    @Test
    void aFileOfOneEndlessLineIsRefused() {
        byte[] line = new byte[3 << 20];
        Arrays.fill(line, (byte) 'a');
        assertRefused(file("one.csv", line), "one column only", "\"aaa");
        for (int k = 1; k < line.length; k += 2) {
            line[k] = ',';
        }
        assertRefused(file("many.csv", line), "no column for the user; its columns are a, a, a");
    }

    @Test
    void aLineOfTwoMegabytesOfItemsIsRead() {
        var text = new StringBuilder("1 2\n7");
        for (int item = 0; item < 300_000; item++) {
            text.append(' ').append(item);
        }
        InteractionFiles.Result result = read(data(text.append("\n8 9 10\n").toString()));
        assertThat(result.log().size()).isEqualTo(300_003);
        assertThat(result.report().rejected()).isZero();
    }

    @Test
    void onlyAHundredExamplesAreKept() {
        String text = "user,item,rating\n" + "1,2,x\n".repeat(500) + "1,2,3\n";
        ReadReport report = read(data(text)).report();
        assertThat(report.rejected()).isEqualTo(500);
        assertThat(report.examples()).hasSize(ReadReport.EXAMPLES);
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertRefused(data("user,item,rating\n1,2,\u001b[31mred\n"), "\uFFFD[31mred");
    }
}
