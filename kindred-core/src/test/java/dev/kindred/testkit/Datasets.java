package dev.kindred.testkit;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.SplittableRandom;

/** Small data sets for tests, made from a seed. */
public final class Datasets {
    private Datasets() {}

    /**
     * A data set of interactions written "user item value user item value ...", in that order,
     * without times.
     */
    public static Dataset of(String triples) {
        var log = new InteractionLog();
        String[] words = triples.trim().split("\\s+");
        for (int k = 0; k + 2 < words.length; k += 3) {
            log.add(Interaction.of(words[k], words[k + 1], Double.parseDouble(words[k + 2])));
        }
        return new DatasetBuilder().build(log);
    }

    /**
     * Two disjoint tastes: even users have every even item, odd users every odd item, each with one
     * item held back. The item held back from user u is item u; there are as many items as users.
     */
    public static Dataset twoTastes(int users) {
        var log = new InteractionLog();
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < users; item++) {
                // Everybody names every item once in the first rows, so that item row n is item n.
                if (item % 2 == user % 2 && item != user) {
                    log.add(Interaction.of("u" + user, "i" + item, 1));
                }
            }
        }
        return new DatasetBuilder().build(log);
    }

    /** The textbook's twelve ratings of four movies by four users. */
    public static Dataset textbook() {
        return of(
                "1 movie_a 5 1 movie_b 3 1 movie_c 4 2 movie_a 4 2 movie_b 2 2 movie_d 5 "
                        + "3 movie_a 5 3 movie_c 4 3 movie_d 4 4 movie_b 1 4 movie_c 3 4 movie_d 5");
    }

    /**
     * Random ratings from 0.5 to 5 in half steps with times; items are chosen with a skew, so that
     * some are popular and some have one rating.
     */
    public static Dataset random(long seed, int users, int items, int interactions) {
        var random = new SplittableRandom(seed);
        var log = new InteractionLog();
        for (int k = 0; k < interactions; k++) {
            int item = (int) (items * Math.pow(random.nextDouble(), 2));
            log.add(
                    "user " + random.nextInt(users),
                    "item/" + item,
                    Interaction.RATING,
                    (1 + random.nextInt(10)) / 2.0,
                    1_000_000_000_000L + random.nextInt(1_000_000) * 1000L);
        }
        return new DatasetBuilder().build(log);
    }

    /** The interactions of a data set, to build others from: users, items, values and times. */
    public static InteractionLog log(Dataset data) {
        var log = new InteractionLog();
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int k = 0; k < history.size(); k++) {
                log.add(
                        data.users().id(user),
                        data.items().id(history.item(k)),
                        Interaction.RATING,
                        history.value(k),
                        history.time(k));
            }
        }
        return log;
    }
}
