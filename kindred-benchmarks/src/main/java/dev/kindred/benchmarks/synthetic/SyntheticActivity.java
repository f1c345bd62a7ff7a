package dev.kindred.benchmarks.synthetic;

import java.util.SplittableRandom;

/** How many interactions each synthetic user has: lognormal, at least 1, at most half the items. */
final class SyntheticActivity {
    private static final double DEVIATION = 1.1;

    private SyntheticActivity() {}

    /** The counts of all users; they add up to the interactions exactly. */
    static int[] counts(SyntheticData data) {
        var random = new SplittableRandom(data.seed() * 0x9E3779B97F4A7C15L + 1);
        double[] upTo = new double[data.users() + 1];
        for (int user = 0; user < data.users(); user++) {
            upTo[user + 1] = upTo[user] + StrictMath.exp(DEVIATION * gaussian(random));
        }
        int[] counts = new int[data.users()];
        int spare = data.interactions() - data.users(); // everybody has one
        int most = Math.max(1, data.items() / 2);
        double scale = spare / upTo[data.users()];
        long given = 0;
        for (int user = 0; user < counts.length; user++) {
            long due = StrictMath.round(upTo[user + 1] * scale) - given;
            counts[user] = 1 + (int) Math.min(due, most - 1); // what is over goes to the next
            given += counts[user] - 1;
        }
        long left = spare - given;
        for (int user = 0; left > 0; user = (user + 1) % counts.length) {
            int more = (int) Math.min(left, most - counts[user]);
            counts[user] += more;
            left -= more;
        }
        return counts;
    }

    /** A normal number after Box and Muller; the JDK's own may change from one JDK to the next. */
    static double gaussian(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
