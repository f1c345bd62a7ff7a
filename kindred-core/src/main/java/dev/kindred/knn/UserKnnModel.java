package dev.kindred.knn;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.UserNeighbours;
import java.util.Arrays;

/**
 * What {@link UserKnn} keeps in its ranking form: what each user of the training data likes, and
 * how similar one must be to him to be among his nearest. Immutable and thread-safe.
 */
public final class UserKnnModel implements Model, UserNeighbours {
    private final ModelInfo info;
    private final UserKnnConfig config;
    private final IdIndex users;
    private final IdIndex items;
    private final SparseRows likes; // by user
    private final RowSimilarity similarity; // to a user who asks
    private final RowSimilarity ofAsker; // of the user who asks to those who may be heard
    private final UserKnn.Bars bars;
    private final ScoreSums.Pool pool;

    /** The users who are heard, and their weights. */
    private record Heard(int[] users, double[] weights) {}

    UserKnnModel(
            ModelInfo info,
            UserKnnConfig config,
            IdIndex users,
            IdIndex items,
            SparseRows likes,
            RowSimilarity similarity,
            UserKnn.Bars bars) {
        Checks.sameLength("likes", users.size(), likes.rows());
        int expected = config.inverted() ? users.size() : 0;
        Checks.sameLength("bars.similarity", expected, bars.similarity().length);
        Checks.sameLength("bars.row", expected, bars.row().length);
        this.info = info;
        this.config = config;
        this.users = users;
        this.items = items;
        this.likes = likes;
        this.similarity = similarity;
        this.ofAsker = config.inverted() ? similarity.turned() : similarity;
        this.bars = bars;
        this.pool = new ScoreSums.Pool(items.size());
    }

    static UserKnnModel load(ModelInfo info, IdIndex items, Tensors in) {
        Record defaults = UserKnnConfig.builder().build();
        var config = (UserKnnConfig) ConfigBinder.bind(defaults, info.config(), info.algorithm());
        IdIndex users = IdIndex.ofUtf8(in.bytes("model.users"), in.ints("model.users.offsets"));
        SparseRows likes =
                SparseRows.of(items.size(), in.ints("model.starts"), in.ints("model.items"), null);
        return new UserKnnModel(
                info,
                config,
                users,
                items,
                likes,
                RowSimilarity.ofLikes(likes, likes.transpose(), SimilaritySettings.of(config)),
                new UserKnn.Bars(in.doubles("model.bars"), in.ints("model.bars.rows")));
    }

    @Override
    public void save(Tensors out) {
        out.put("model.users", users.utf8());
        out.put("model.users.offsets", users.offsets());
        out.put("model.starts", likes.startArray());
        out.put("model.items", likes.columnArray());
        out.put("model.bars", bars.similarity());
        out.put("model.bars.rows", bars.row());
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public IdIndex users() {
        return users;
    }

    @Override
    public void score(History history, float[] scores) {
        Heard heard = heard(history);
        ScoreSums sums = pool.borrow();
        for (int k = 0; k < heard.users.length; k++) {
            sums.add(likes, heard.users[k], heard.weights[k]);
        }
        sums.moveTo(scores, pool);
    }

    /** Each heard user's weight is shared equally by the past items that he likes too. */
    @Override
    public Explanation explain(History history, int item) {
        int[] causes = history.items();
        double[] contributions = new double[causes.length];
        Heard heard = heard(history);
        boolean[] common = new boolean[causes.length];
        for (int k = 0; k < heard.users.length; k++) {
            int user = heard.users[k];
            if (likes.find(user, item) < 0) {
                continue;
            }
            int count = 0;
            for (int event = 0; event < causes.length; event++) {
                boolean liked = history.value(event) > 0 && causes[event] != item;
                common[event] = liked && likes.find(user, causes[event]) >= 0;
                count += common[event] ? 1 : 0;
            }
            for (int event = 0; event < causes.length; event++) {
                contributions[event] += common[event] ? heard.weights[k] / count : 0;
            }
        }
        return Explanation.of(causes, contributions);
    }

    @Override
    public void similarUsers(History history, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        RowProducts found = compare(history, similarity);
        for (int k = 0; k < found.size; k++) {
            scores[found.rows[k]] = (float) found.values[k];
        }
        similarity.giveBack(found);
    }

    private static RowProducts compare(History history, RowSimilarity by) {
        RowProducts work = by.borrow();
        int[] liked = history.positive().items();
        Arrays.sort(liked);
        double[] ones = new double[liked.length];
        Arrays.fill(ones, 1);
        by.compare(liked, ones, history.user(), work);
        return work;
    }

    private Heard heard(History history) {
        RowProducts found = compare(history, ofAsker);
        if (config.inverted()) {
            dropThoseWithCloserOnes(found, history.user());
        }
        var best = new Nearest(config.inverted() ? Integer.MAX_VALUE : config.neighbours());
        best.add(found, 0, found.size);
        best.finish();
        ofAsker.giveBack(found);
        double[] weights = best.similarities();
        if (config.normalize()) {
            double sum = Arrays.stream(weights).sum();
            Arrays.setAll(weights, k -> weights[k] / sum);
        }
        return new Heard(best.rows(), weights);
    }

    private void dropThoseWithCloserOnes(RowProducts found, int asker) {
        // Someone who is new counts as like a tie as one who is known.
        int row = asker == History.UNKNOWN_USER ? 0 : asker;
        int kept = 0;
        for (int k = 0; k < found.size; k++) {
            if (bars.admits(found.rows[k], found.values[k], row)) {
                found.rows[kept] = found.rows[k];
                found.values[kept++] = found.values[k];
            }
        }
        found.size = kept;
    }
}
