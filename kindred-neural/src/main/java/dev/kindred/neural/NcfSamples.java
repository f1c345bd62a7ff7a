package dev.kindred.neural;

import dev.kindred.data.SparseRows;
import java.util.BitSet;
import java.util.SplittableRandom;

/** The interactions of the training data in random order, with items that the user has not seen. */
final class NcfSamples {
    private static final int TRIES = 50;

    private final SparseRows seen;
    private final int[] users;
    private final int[] entries;
    private final float[] targets; // of the interactions
    private final NcfBatch batch;
    private SplittableRandom random = new SplittableRandom(0);
    private int next;

    /**
     * @param seen all that users have done
     * @param trained entries of {@code seen} to train on
     * @param targets what each entry of {@code seen} should come to; null for 1
     * @param negatives items that were not seen, per interaction; their target is 0
     */
    NcfSamples(SparseRows seen, BitSet trained, float[] targets, int negatives, int batchSize) {
        this.seen = seen;
        this.targets = targets;
        int size = trained.cardinality();
        this.users = new int[size];
        this.entries = new int[size];
        int n = 0;
        for (int user = 0; user < seen.rows(); user++) {
            for (int k = seen.start(user); k < seen.end(user); k++) {
                if (trained.get(k)) {
                    users[n] = user;
                    entries[n++] = k;
                }
            }
        }
        this.batch = new NcfBatch(Math.min(batchSize, size), 1 + negatives);
    }

    int size() {
        return users.length;
    }

    /** Starts an epoch: shuffles. */
    void start(SplittableRandom newRandom) {
        random = newRandom;
        next = 0;
        java.util.Arrays.sort(entries); // any order would do, but the same for every epoch
        restoreUsers();
        for (int k = users.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            swap(users, k, other);
            swap(entries, k, other);
        }
    }

    private void restoreUsers() {
        int user = 0;
        for (int k = 0; k < entries.length; k++) {
            while (entries[k] >= seen.end(user)) {
                user++;
            }
            users[k] = user;
        }
    }

    private static void swap(int[] array, int a, int b) {
        int value = array[a];
        array[a] = array[b];
        array[b] = value;
    }

    /** The next batch, valid until the next call; empty at the end of the epoch. */
    NcfBatch next() {
        batch.size = Math.min(batch.users.length, users.length - next);
        for (int k = 0; k < batch.size; k++, next++) {
            int user = users[next];
            int at = k * batch.candidates;
            batch.users[k] = user;
            batch.items[at] = seen.column(entries[next]);
            batch.targets[at] = targets[entries[next]];
            batch.weights[at] = 1;
            for (int c = 1; c < batch.candidates; c++) {
                int item = unseen(user);
                batch.items[at + c] = Math.max(0, item);
                batch.targets[at + c] = 0;
                batch.weights[at + c] = item < 0 ? 0 : 1;
            }
        }
        return batch;
    }

    /** A random item that the user has not seen, or -1 if there is none. */
    private int unseen(int user) {
        if (seen.size(user) == seen.columns()) {
            return -1;
        }
        int item = random.nextInt(seen.columns());
        for (int n = 0; contains(user, item); n++) {
            // Who has seen nearly everything gets the next unseen item instead of ever new draws.
            item = n < TRIES ? random.nextInt(seen.columns()) : (item + 1) % seen.columns();
        }
        return item;
    }

    private boolean contains(int user, int item) {
        int low = seen.start(user);
        int high = seen.end(user) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int column = seen.column(middle);
            if (column == item) {
                return true;
            } else if (column < item) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
