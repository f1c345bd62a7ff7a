package dev.kindred.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A few ratings that peers are tested with, as files.
 *
 * @param train 20 users and 15 items; no rating where user times item is a multiple of 4
 * @param test two pairs of known users and items, and one of a user who is unknown
 */
public record TinyRatings(Path train, Path test) {
    /** Writes the files. */
    public static TinyRatings in(Path folder) throws IOException {
        var ratings = new ArrayList<String>();
        for (int user = 1; user <= 20; user++) {
            for (int item = 1; item <= 15; item++) {
                if ((user * item) % 4 != 0) {
                    ratings.add(user + "," + item + "," + (1 + (user + item) % 5));
                }
            }
        }
        return new TinyRatings(
                Files.write(folder.resolve("train.csv"), ratings),
                Files.write(folder.resolve("test.csv"), List.of("1,5,3", "2,2,4", "99,1,5")));
    }
}
