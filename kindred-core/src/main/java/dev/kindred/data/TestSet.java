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
     * training row; a user whom the training data lacks has the attributes of the test data.
     */
    public static TestSet of(Dataset train, Dataset test) {
        var users = new ArrayList<TestUser>();
        int[] trainItem = InteractionSplitter.rows(test.items(), train.items());
        for (int user = 0; user < test.users().size(); user++) {
            String id = test.users().id(user);
            int trainRow = train.users().row(id);
            History history =
                    trainRow < 0
                            ? History.EMPTY.withAttributes(test.userAttributes().row(user))
                            : train.history(trainRow);
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

    /**
     * The attributes of the users of the training data, and of the test users that it lacks, whose
     * histories tell theirs.
     */
    public Attributes userAttributes(Dataset train) {
        List<TestUser> others =
                users.stream()
                        .filter(user -> !train.users().contains(user.id()))
                        .filter(user -> !user.history().attributes().isEmpty())
                        .toList();
        Attributes known = train.userAttributes();
        if (others.isEmpty()) {
            return known;
        }
        var all = new Attributes.Builder();
        for (int row = 0; row < known.ids().size(); row++) {
            copy(known.ids().id(row), known.row(row), all);
        }
        others.forEach(user -> copy(user.id(), user.history().attributes(), all));
        return all.build();
    }

    private static void copy(String id, AttributeRow from, Attributes.Builder to) {
        for (String field : from.fields()) {
            to.field(field).put(id, field, from.values(field));
        }
    }

    /** The number of targets of all users. */
    public int targets() {
        return users.stream().mapToInt(user -> user.targets().length).sum();
    }
}
