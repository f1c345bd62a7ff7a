package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Interaction;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gzip and zip, whole, broken and wicked. */
class PackedFilesTest extends FileTest {
    private static final String TEXT = "user,item,rating\n1,2,3\n";
    private static final Interaction ONE = rating("1", "2", 3);

    private int pipes;

    @Test
    void gzipIsKnownByItsFirstBytes() {
        assertThat(all(read(file("r.csv.gz", gzip(TEXT))))).containsExactly(ONE);
        assertThat(all(read(file("r.csv", gzip(TEXT))))).containsExactly(ONE);
        assertRefused(file("plain.csv.gz", TEXT), "is not gzip data. Maybe it was unpacked");
    }

    @Test
    void gzipOfSeveralPartsIsReadToTheEnd() throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(gzip(TEXT));
        both.write(gzip("4,5,6\n"));
        assertThat(all(read(file("two.gz", both.toByteArray()))))
                .containsExactly(ONE, rating("4", "5", 6));
    }

    @Test
    void gzipWhosePartsComeOneByOneIsReadToTheEnd() throws IOException {
        var parts = new ArrayDeque<byte[]>(List.of(gzip(TEXT), gzip("4,5,6\n")));
        var slow =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException("only asked for more");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        byte[] part = parts.poll();
                        if (part == null) {
                            return -1;
                        }
                        System.arraycopy(part, 0, into, offset, part.length);
                        return part.length;
                    }
                };
        var counted = new BoundedInflation.Counted(new BufferedInputStream(slow));
        try (var gzip = new GZIPInputStream(counted)) {
            assertThat(new String(gzip.readAllBytes())).isEqualTo(TEXT + "4,5,6\n");
        }
    }

    @Test
    void pipesAreReadAsFilesAreExceptZip() throws Exception {
        assertThat(all(read(pipe(TEXT.getBytes())))).containsExactly(ONE);
        assertThat(all(read(pipe(gzip(TEXT))))).containsExactly(ONE);
        assertRefused(pipe(zip("r.csv", TEXT)), "is a zip archive in a pipe. Maybe write it to");
    }

    /** A named pipe into which somebody writes. */
    private String pipe(byte[] content) throws Exception {
        Path pipe = folder.resolve("pipe" + ++pipes);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        var writer = new Thread(() -> file(pipe.getFileName().toString(), content));
        writer.setDaemon(true);
        writer.start();
        return pipe.toString();
    }

    private static byte[] large() {
        StringBuilder text = new StringBuilder("user,item,rating\n");
        for (int k = 0; k < 50_000; k++) {
            text.append(k * 7919 % 10007).append(',').append(k * 104729 % 9973).append(",3\n");
        }
        return gzip(text.toString());
    }

    @ParameterizedTest(name = "cut to {0}")
    @ValueSource(doubles = {0.9999, 0.9, 0.5, 0.01})
    void cutGzipIsRefusedWithTheLineWhereItBreaks(double share) {
        byte[] whole = large();
        assertThat(read(file("whole.gz", whole)).log().size()).isEqualTo(50_000);
        byte[] cut = Arrays.copyOf(whole, (int) (share * whole.length));
        assertRefused(file("cut.csv.gz", cut), "cut.csv.gz breaks off in line", "nothing was kept");
    }

    @Test
    void gzipCutInItsHeaderIsRefused() {
        assertRefused(file("cut.gz", Arrays.copyOf(gzip(TEXT), 5)), "breaks off at its start");
    }

    @Test
    void damagedGzipIsRefused() {
        byte[] damaged = large();
        damaged[damaged.length - 6] ^= 1; // the checksum
        assertRefused(file("crc.gz", damaged), "cannot be read beyond line", "nothing was kept");
    }

    @Test
    void gzipBombIsDefused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            byte[] piece =
                    "1,2,3\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (int k = 0; k < 150; k++) { // 90 MB in less than 0.3 MB
                out.write(piece);
            }
        }
        assertRefused(
                file("bomb.gz", packed.toByteArray()), "MB of packed data hold more than 64 MB");
    }

    @Test
    void zipBombIsDefused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("zeros.csv"));
            byte[] piece = new byte[1 << 20];
            Arrays.fill(piece, (byte) '0');
            for (int k = 0; k < 80; k++) {
                out.write(piece);
            }
        }
        var csv = ReadOptions.defaults().withColumns(ReadOptions.parseColumns("user,item"));
        String bomb = file("bomb.zip", packed.toByteArray());
        assertRefused(bomb, "bomb.zip!zeros.csv has one column only");
        assertRefused(bomb, csv.withFormat(InputFormat.CSV), "bomb.zip!zeros.csv");
        assertRefused(bomb, csv.withFormat(InputFormat.ADJACENCY), "hold more than 64 MB");
    }

    @Test
    void zipMembersAreNamedByPathOrLastPart() {
        String zip =
                file("a.zip", zip("d/one.csv", TEXT, "d/two.csv", "user,item\n7,8\n", "d/", ""));
        assertThat(all(read(zip + "!d/one.csv"))).containsExactly(ONE);
        assertThat(all(read(zip + "!two.csv"))).containsExactly(rating("7", "8", 1));
        assertThat(read(zip + "!two.csv").report().source()).isEqualTo(zip + "!d/two.csv");
        assertRefused(
                zip, "a.zip holds 2 files: d/one.csv, d/two.csv. Maybe " + zip + "!d/one.csv");
        assertRefused(
                zip + "!tow.csv",
                "holds no file tow.csv; it holds d/one.csv, d/two.csv. Maybe " + zip + "!two.csv");
    }

    @Test
    void theOnlyDataOfAZipNeedsNoName() {
        assertThat(
                        all(
                                read(
                                        file(
                                                "a.zip",
                                                zip(
                                                        "README.md",
                                                        "Hello",
                                                        "__MACOSX/._x.csv",
                                                        "",
                                                        "x.csv",
                                                        TEXT)))))
                .containsExactly(ONE);
        assertThat(
                        all(
                                read(
                                        file(
                                                "b.zip",
                                                zip(
                                                        "b/movies.dat",
                                                        "1::A::B",
                                                        "b/ratings.dat",
                                                        "1::2::3::4\n")))))
                .containsExactly(rating("1", "2", 3, 4000));
    }

    @Test
    void aMemberOfTheSameNameInTwoFoldersMustBeNamedInFull() {
        String zip = file("a.zip", zip("a/x.csv", TEXT, "b/x.csv", TEXT));
        assertRefused(zip + "!x.csv", "holds several files x.csv: a/x.csv, b/x.csv");
    }

    @Test
    void gzipInsideZipIsUnpackedAndZipInsideZipIsNot() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("r.csv.gz"));
            out.write(gzip(TEXT));
            out.putNextEntry(new ZipEntry("inner.zip"));
            out.write(zip("r.csv", TEXT));
        }
        String zip = file("a.zip", packed.toByteArray());
        assertThat(all(read(zip + "!r.csv.gz"))).containsExactly(ONE);
        assertRefused(zip + "!inner.zip", "is an archive inside an archive");
    }

    @Test
    void brokenZipsAreRefused() {
        byte[] whole = zip("x.csv", TEXT.repeat(50));
        assertRefused(
                file("cut.zip", Arrays.copyOf(whole, whole.length - 10)),
                "cut.zip is a damaged zip archive");
        byte[] flipped = whole.clone();
        flipped[45] ^= 8; // in the packed data: the 5 bytes of the name end at 35
        assertRefused(file("flipped.zip", flipped), "flipped.zip!x.csv");
        assertRefused(file("text.zip", TEXT), "text.zip is not a zip archive");
        assertRefused(file("text.csv", TEXT) + "!x.csv", "text.csv is not a zip archive");
        assertRefused(file("none.zip", zip()), "none.zip is an empty zip archive");
        assertRefused(
                file("s.zip", zip("xl/workbook.xml", "<x/>")),
                "is a spreadsheet. Maybe save it as CSV");
    }

    @Test
    void otherPackersAreNamed() {
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 0, 0};
        assertRefused(
                file("r.csv.xz", xz), "is packed with xz; gzip, zip and plain text can be read");
    }
}
