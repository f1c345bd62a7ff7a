package dev.kindred.coldstart;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * What people like a user have: popularity, corrected for each group that the user's attributes
 * belong to. Needs no history at all.
 *
 * <p>A group is everybody with one value of one attribute, or with a number in one range, where
 * these are at least {@code minUsers}: smaller ones would tell of single people. With {@code p_i}
 * the share of all users who have item i (with a value above 0), and {@code d_u} the indicators of
 * the groups of user u, the corrections {@code b_i} are those of a ridge regression,
 *
 * <pre>{@code
 * b_i = argmin sum over u of (x_ui - p_i - d_u . b_i)^2 + shrinkage |b_i|^2
 * score(u, i) = p_i + sum over the groups g of u of b_gi
 * }</pre>
 *
 * so that a small group is pulled towards the whole, and two attributes that say the same (age and
 * occupation of students) do not count twice. Of a single group of n users, of whom a share q has
 * the item, the correction is {@code (q - p) n / (n + shrinkage)}.
 *
 * <p>Worked number: 20 of 40 users are in the only group, all 20 have the item, nobody else has;
 * shrinkage 20: p = .5, correction = (1 - .5) 20 / (20 + 20) = .25, score = .75; of all others .5.
 *
 * <p>Cost: time O(interactions x groups of a user + groups^2 x items), memory O(groups x items).
 * Edge cases: a user without attributes, or whose values nobody else has, gets plain popularity; so
 * does everybody where the data has no attributes. Texts are compared without case; a field is one
 * of numbers if all its values are; a number that is in no range is in the nearest lower one, or
 * the first.
 *
 * <p>Source: A. Hoerl, R. Kennard, "Ridge Regression", Technometrics 1970; groups for new users as
 * in M. Pazzani, "A Framework for Collaborative, Content-Based and Demographic Filtering", 1999.
 */
public final class Demographic implements Algorithm<DemographicModel> {
    /** The algorithm's name. */
    public static final String NAME = "demographic";

    private final DemographicConfig config;

    public Demographic(DemographicConfig config) {
        this.config = config;
    }

    @Override
    public DemographicModel fit(Dataset data, FitContext context) {
        UserGroups groups = GroupFinder.find(data, config);
        double[] shares = shares(data);
        int[][] ofUser = new int[data.users().size()][];
        context.forEachRow(
                ofUser.length, user -> ofUser[user] = groups.of(data.userAttributes().row(user)));
        var design = Design.of(ofUser, groups.size(), config.shrinkage());
        float[][] effects = new float[groups.size()][data.items().size()];
        SparseRows byItem = data.byItem();
        context.forEachRow(
                data.items().size(),
                item -> {
                    double[] effect = design.effects(item, byItem, shares[item]);
                    for (int group = 0; group < effect.length; group++) {
                        effects[group][item] = (float) effect[group];
                    }
                });
        return new DemographicModel(
                ModelInfo.of(NAME, config, data, context), data.items(), groups, shares, effects);
    }

    private static double[] shares(Dataset data) {
        double[] shares = new double[data.items().size()];
        SparseRows byUser = data.byUser();
        for (int k = 0; k < byUser.entries(); k++) {
            shares[byUser.column(k)] += byUser.value(k) > 0 ? 1 : 0;
        }
        for (int item = 0; item < shares.length; item++) {
            shares[item] /= Math.max(1, data.users().size());
        }
        return shares;
    }

    /**
     * The left side of the regression, the same for all items.
     *
     * @param ofUser groups of each user
     * @param users how many users are in each group
     * @param factor of (common users of two groups + shrinkage on the diagonal)
     */
    private record Design(int[][] ofUser, double[] users, double[] factor) {
        static Design of(int[][] ofUser, int size, double shrinkage) {
            double[] gram = new double[size * size];
            double[] users = new double[size];
            for (int[] groups : ofUser) {
                for (int a : groups) {
                    users[a]++;
                    for (int b : groups) {
                        gram[a * size + b]++;
                    }
                }
            }
            for (int group = 0; group < size; group++) {
                gram[group * size + group] += shrinkage;
            }
            Cholesky.factor(gram, size);
            return new Design(ofUser, users, gram);
        }

        double[] effects(int item, SparseRows byItem, double share) {
            double[] more = new double[users.length]; // users with the item, less those expected
            for (int group = 0; group < more.length; group++) {
                more[group] = -users[group] * share;
            }
            for (int k = byItem.start(item); k < byItem.end(item); k++) {
                if (byItem.value(k) > 0) {
                    for (int group : ofUser[byItem.column(k)]) {
                        more[group]++;
                    }
                }
            }
            Cholesky.solve(factor, more);
            return more;
        }
    }
}
