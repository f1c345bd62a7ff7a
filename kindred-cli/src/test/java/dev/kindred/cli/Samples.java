package dev.kindred.cli;

import java.nio.file.Path;

/** Small input files for tests. */
final class Samples {
    private Samples() {}

    /** The textbook's twelve ratings of four movies by four users. */
    static Path textbook(Path folder) {
        return CommandRun.file(
                folder,
                "textbook.csv",
                """
                user,item,rating
                1,movie_a,5
                1,movie_b,3
                1,movie_c,4
                2,movie_a,4
                2,movie_b,2
                2,movie_d,5
                3,movie_a,5
                3,movie_c,4
                3,movie_d,4
                4,movie_b,1
                4,movie_c,3
                4,movie_d,5
                """);
    }

    /** Titles and genres of the movies; one movie more than is rated. */
    static Path movies(Path folder) {
        return CommandRun.file(
                folder,
                "movies.csv",
                """
                item,title,genres
                movie_a,The First,Drama|Crime
                movie_b,"Second, The",Comedy
                movie_c,Third,Drama
                movie_d,Fourth,Comedy|Crime
                movie_e,Unseen,Comedy
                """);
    }

    /** Six users, six items, likes without values; user un likes what users of his kind like. */
    static Path likes(Path folder) {
        var text = new StringBuilder("user,item\n");
        for (int user = 0; user < 12; user++) {
            for (int item = 0; item < 12; item++) {
                if (user % 2 == item % 2 && user != item) {
                    text.append("u%d,i%d%n".formatted(user, item));
                }
            }
        }
        return CommandRun.file(folder, "likes.csv", text.toString());
    }
}
