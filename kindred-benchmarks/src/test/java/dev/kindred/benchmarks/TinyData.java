package dev.kindred.benchmarks;

import dev.kindred.benchmarks.synthetic.SyntheticData;
import dev.kindred.data.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A data folder laid out like the real one, with small synthetic sets. */
final class TinyData {
    private static final Dataset SET = new SyntheticData(60, 50, 900, 4, 1).dataset();

    private TinyData() {}

    static void write(Path folder) {
        try {
            gzip(folder.resolve("gowalla/train.txt.gz"), adjacency(event -> event % 5 != 0));
            gzip(folder.resolve("gowalla/test.txt.gz"), adjacency(event -> event % 5 == 0));
            gzip(folder.resolve("ml-1m-split90/train.tsv.gz"), ratings("\t", e -> e % 10 != 0));
            gzip(folder.resolve("ml-1m-split90/test.tsv.gz"), ratings("\t", e -> e % 10 == 0));
            gzip(folder.resolve("ml-1m/movies_extrainfos.dat.gz"), movies());
            gzip(
                    folder.resolve("movielens-small/ratings.csv.gz"),
                    "userId,movieId,rating\n" + ratings(",", event -> true));
            Path zip = folder.resolve("ml-1m/ml-1m.zip");
            Files.createDirectories(zip.getParent());
            try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
                out.putNextEntry(new ZipEntry("ml-1m/ratings.dat"));
                String lines = ratings("::", event -> true).replace("\n", "::978300760\n");
                out.write(lines.getBytes(StandardCharsets.UTF_8));
                out.putNextEntry(new ZipEntry("ml-1m/users.dat"));
                out.write(users().getBytes(StandardCharsets.UTF_8));
                out.putNextEntry(new ZipEntry("ml-1m/movies.dat"));
                out.write(catalogue().getBytes(StandardCharsets.UTF_8));
            }
            zip(
                    folder.resolve("ml-100k/ml-100k.zip"),
                    "ml-100k/u.data",
                    ratings("\t", event -> true).replace("\n", "\t978300760\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String users() {
        var text = new StringBuilder();
        for (int user = 1; user <= SET.users().size(); user++) {
            text.append("%d::%s::%d::4::12345%n".formatted(user, user % 2 == 0 ? "F" : "M", 25));
        }
        return text.toString();
    }

    private static String catalogue() {
        var text = new StringBuilder();
        for (int item = 1; item <= SET.items().size(); item++) {
            String genre = item % 3 == 0 ? "Drama" : "Comedy|Western";
            text.append("%d::Film %d (%d)::%s%n".formatted(item, item, 1990 + item % 9, genre));
        }
        return text.toString();
    }

    private static String adjacency(IntPredicate kept) {
        var text = new StringBuilder();
        for (int user = 0; user < SET.users().size(); user++) {
            var history = SET.history(user);
            text.append(user);
            for (int k = 0; k < history.size(); k++) {
                if (kept.test(k)) {
                    text.append(' ').append(history.item(k));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String ratings(String delimiter, IntPredicate kept) {
        var text = new StringBuilder();
        for (int user = 0; user < SET.users().size(); user++) {
            var history = SET.history(user);
            for (int k = 0; k < history.size(); k++) {
                if (kept.test(k)) {
                    text.append(user + 1).append(delimiter).append(history.item(k) + 1);
                    text.append(delimiter).append((int) history.value(k)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String movies() {
        var text = new StringBuilder();
        for (int item = 1; item <= SET.items().size(); item++) {
            text.append(
                    "%d::Title %d::1995::R::22 Nov 1995::%s::D %d::W (story)::A, B::A plot of %s.::x%n"
                            .formatted(
                                    item,
                                    item,
                                    item % 2 == 0 ? "Comedy, Drama" : "Crime",
                                    item % 5,
                                    item % 3 == 0 ? "love" : "murder"));
        }
        return text.toString();
    }

    private static void zip(Path file, String member, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(member));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void gzip(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
