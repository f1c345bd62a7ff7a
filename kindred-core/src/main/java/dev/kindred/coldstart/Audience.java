package dev.kindred.coldstart;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Explanation;
import dev.kindred.rank.TopN;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The users to show a new item to: those who have much of what is like it.
 *
 * <pre>{@code score(u) = sum over items i of u of like(i)^2 / sqrt(users(i) + 10)}</pre>
 *
 * with like(i) from 0 to 1 by attributes alone: the cosine of shared values, rare ones weighing
 * more, and the distance of numbers. What everybody has says less about a user, hence the square
 * root. Active users are higher, as they are among those who take up a new item.
 *
 * <p>Cost: O(attribute values) to build; O(interactions) per new item. Immutable and thread-safe.
 * Edge cases: an item that shares nothing with known ones has no audience: every score is 0.
 *
 * <p>Differs from predicting ratings by neighbours ({@code mean + sum sim deviation / sum sim}) in
 * that it ranks users by whether they will take the item up, not by how they will rate it.
 */
public final class Audience {
    private static final double FEW = 10;

    private final Dataset data;
    private final ItemLikeness likeness;
    private final double[] users; // by item

    private Audience(Dataset data) {
        this.data = data;
        this.likeness = new ItemLikeness(data);
        this.users = new double[data.items().size()];
        for (int k = 0; k < data.byUser().entries(); k++) {
            users[data.byUser().column(k)] += data.byUser().value(k) > 0 ? 1 : 0;
        }
    }

    /** Learns what users have from their interactions and the attributes of items. */
    public static Audience learn(Dataset data) {
        return new Audience(data);
    }

    /** The audience of a new item. */
    public Ranking of(AttributeRow itemAttributes) {
        double[] weights = likeness.to(itemAttributes);
        for (int item = 0; item < weights.length; item++) {
            weights[item] *= weights[item] / Math.sqrt(users[item] + FEW);
        }
        return new Ranking(weights);
    }

    /** The audience of an item that the data knows: the same, without the item itself. */
    public Ranking ofKnown(int item) {
        Ranking ranking = of(data.itemAttributes().row(item));
        ranking.weights[item] = 0;
        return ranking;
    }

    /**
     * A user of an audience.
     *
     * @param user row
     */
    public record Member(int user, double score) {}

    /** All users as the audience of one item. Immutable and thread-safe. */
    public final class Ranking {
        private final double[] weights; // by item

        private Ranking(double[] weights) {
            this.weights = weights;
        }

        /** The score of a user; at least 0. */
        public double score(int user) {
            SparseRows byUser = data.byUser();
            double sum = 0;
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                sum += byUser.value(k) > 0 ? weights[byUser.column(k)] : 0;
            }
            return sum;
        }

        /**
         * The best users with a score above 0, best first; ties: lower row.
         *
         * @param without user rows to leave out, such as those who have the item
         */
        public List<Member> best(int n, BitSet without) {
            var top = new TopN(Math.max(1, Math.min(n, data.users().size())));
            for (int user = 0; user < data.users().size(); user++) {
                double score = without.get(user) ? 0 : score(user);
                if (score > 0) {
                    top.offer(user, (float) score);
                }
            }
            top.sort();
            var members = new ArrayList<Member>(top.size());
            for (int at = 0; at < top.size(); at++) {
                members.add(new Member(top.row(at), score(top.row(at))));
            }
            return members;
        }

        /** The items of a user that are like the new one, with what each adds to the score. */
        public Explanation explain(int user) {
            SparseRows byUser = data.byUser();
            int[] items = new int[byUser.size(user)];
            double[] parts = new double[items.length];
            for (int n = 0; n < items.length; n++) {
                int k = byUser.start(user) + n;
                items[n] = byUser.column(k);
                parts[n] = byUser.value(k) > 0 ? weights[items[n]] : 0;
            }
            return Explanation.of(items, parts);
        }
    }

    /** The users; rows of members are rows of this index. */
    public IdIndex users() {
        return data.users();
    }
}
