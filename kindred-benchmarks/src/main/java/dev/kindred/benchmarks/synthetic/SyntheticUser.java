package dev.kindred.benchmarks.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes the interactions of one synthetic user after the other. */
final class SyntheticUser {
    private static final double SHARE_OF_TASTE = 0.8;
    private static final int TRIES = 64;

    private final SyntheticData data;
    private final SyntheticGenres genres;
    private final int[] lastTaker; // of each item: 1 + the user who has taken it last

    SyntheticUser(SyntheticData data) {
        this.data = data;
        this.genres = new SyntheticGenres(data);
        this.lastTaker = new int[data.items()];
    }

    void make(int user, int count, SyntheticData.Sink sink) {
        var random = new SplittableRandom(data.seed() * 0xD1342543DE82EF95L + user);
        int first = random.nextInt(data.genres());
        int second = random.nextInt(data.genres());
        double leaning = 0.4 * SyntheticActivity.gaussian(random);
        long[] times = times(random, count);
        for (int event = 0; event < count; event++) {
            double passed = (double) (times[event] - SyntheticData.START) / SyntheticData.SPAN;
            int genre = random.nextDouble() < passed ? second : first;
            boolean byTaste = random.nextDouble() < SHARE_OF_TASTE;
            int item = draw(user, byTaste ? genre : data.genres(), random);
            boolean liked = data.genre(item) == genre;
            sink.accept(user, item, rating(liked, leaning, item, random), times[event]);
        }
    }

    /** Rising times within a period of activity, in whole seconds. */
    private static long[] times(SplittableRandom random, int count) {
        double start = random.nextDouble();
        double length = (1 - start) * random.nextDouble();
        long[] times = new long[count];
        for (int event = 0; event < count; event++) {
            double at = start + length * random.nextDouble();
            times[event] = SyntheticData.START + (long) (at * (SyntheticData.SPAN / 1000)) * 1000;
        }
        Arrays.sort(times);
        return times;
    }

    private int draw(int user, int genre, SplittableRandom random) {
        int item = genres.draw(genre, random.nextDouble());
        for (int tried = 1; lastTaker[item] == user + 1 && tried < TRIES; tried++) {
            // A genre that is nearly used up gives way to all items.
            int from = tried < TRIES / 2 ? genre : data.genres();
            item = genres.draw(from, random.nextDouble());
        }
        while (lastTaker[item] == user + 1) {
            item = (item + 1) % data.items();
        }
        lastTaker[item] = user + 1;
        return item;
    }

    private static int rating(boolean liked, double leaning, int item, SplittableRandom random) {
        double quality = 0.5 * StrictMath.sin(item * 12.9898); // a fixed number for each item
        double noise = 0.7 * SyntheticActivity.gaussian(random);
        double rating = (liked ? 3.9 : 3.1) + quality + leaning + noise;
        return (int) Math.max(1, Math.min(5, StrictMath.rint(rating)));
    }
}
