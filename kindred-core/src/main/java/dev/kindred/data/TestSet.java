package dev.kindred.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users to evaluate on: what is known of each, and what is to be found.
 *
 * @param users the test users, in order
 */
public record TestSet(List<TestUser> users) {
    public TestSet {
        users = List.copyOf(users);
    }

    /**
     * One user of a test set.
     *
     * @param id outside id
     * @param history what the model is given, as rows of the training data
     * @param targets item rows of the training data to be found; {@link IdIndex#ABSENT} for an item
     *     that the training data does not know, which no list can hold and which counts as a target
     *     all the same
     * @param values what the user thought of each target
     * @param candidates item rows that may be recommended, or null for all that are not in the
     *     history
     */
    public record TestUser(
            String id,
            History history,
            int[] targets,
            double[] values,
            int @Nullable [] candidates) {

        /** The same user with given candidates. */
        public TestUser withCandidates(int[] rows) {
            return new TestUser(id, history, targets, values, rows);
        }
    }

    /**
     * A test set of the interactions of a file beside the training data; each user's history is the
     * training row.
     */
    public static TestSet of(Dataset train, Dataset test) {
        var users = new ArrayList<TestUser>();
        int[] trainItem = InteractionSplitter.rows(test.items(), train.items());
        for (int user = 0; user < test.users().size(); user++) {
            String id = test.users().id(user);
            int trainRow = train.users().row(id);
            History history = trainRow < 0 ? History.EMPTY : train.history(trainRow);
            users.add(user(test, user, id, history, trainItem));
        }
        return new TestSet(users);
    }

    private static TestUser user(
            Dataset test, int user, String id, History history, int[] trainItem) {
        History events = test.history(user);
        int[] targets = new int[events.size()];
        double[] values = new double[events.size()];
        for (int k = 0; k < targets.length; k++) {
            targets[k] = trainItem[events.item(k)];
            values[k] = events.value(k);
        }
        return new TestUser(id, history, targets, values, null);
    }

    /** The number of targets of all users. */
    public int targets() {
        return users.stream().mapToInt(user -> user.targets().length).sum();
    }
}
