package dev.kindred.eval;

import dev.kindred.eval.Tuner.Budget;
import dev.kindred.internal.ConfigBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Successive halving: a trial is measured with {@code 1/9} of the budget, then with {@code 1/3},
 * then with all of it; it goes on only if it is among the best third of the trials so far with the
 * same part. The best one so far always goes on, and only a trial with the whole budget can win.
 *
 * <p>Parts are left out where they would be too small: below {@value #FEWEST_USERS} users, or
 * {@value #FEWEST_EPOCHS} epochs.
 *
 * <p>Source: L. Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020
 * (ASHA), in the form that gives up at once instead of pausing; eta = 3.
 *
 * @param budget what is spent: EPOCHS, USERS, or NONE if every trial gets all of it
 * @param shares parts of the budget, rising; the last is 1
 */
record Halving(Budget budget, List<Double> shares) {
    static final int ETA = 3;
    static final int FEWEST_USERS = 200;
    static final int FEWEST_EPOCHS = 2;
    private static final String EPOCHS = "epochs";

    /** Every trial gets everything. */
    static final Halving OFF = new Halving(Budget.NONE, List.of(1.0));

    Halving {
        shares = List.copyOf(shares);
    }

    /**
     * Chooses the budget.
     *
     * @param wanted AUTO takes epochs if the algorithm has enough of them, else users
     * @param users test users of the smallest split
     */
    static Halving of(Budget wanted, SearchSpace space, int users) {
        return switch (wanted) {
            case NONE -> OFF;
            case USERS -> of(Budget.USERS, users, FEWEST_USERS);
            case EPOCHS -> {
                Halving byEpochs = of(Budget.EPOCHS, epochs(space), FEWEST_EPOCHS);
                if (byEpochs.steps() == 1) {
                    throw new IllegalArgumentException(
                            "%s has no number of epochs, at least 4 and not searched, to take a part of. Maybe budget users"
                                    .formatted(space.algorithm()));
                }
                yield byEpochs;
            }
            case AUTO -> {
                Halving byEpochs = of(Budget.EPOCHS, epochs(space), FEWEST_EPOCHS);
                yield byEpochs.steps() > 1 ? byEpochs : of(Budget.USERS, users, FEWEST_USERS);
            }
        };
    }

    /** The algorithm's epochs; 0 if it has none, or if they are searched. */
    private static int epochs(SearchSpace space) {
        boolean searched =
                space.ranges().stream().anyMatch(range -> range.setting().equals(EPOCHS));
        String text = ConfigBinder.toTexts(space.base()).getOrDefault(EPOCHS, "0");
        return searched ? 0 : Integer.parseInt(text);
    }

    private static Halving of(Budget budget, int size, int fewest) {
        var shares = new ArrayList<Double>();
        for (int part = ETA * ETA; part > 1; part /= ETA) {
            if (part(1.0 / part, size) >= fewest) {
                shares.add(1.0 / part);
            }
        }
        shares.add(1.0);
        return shares.size() > 1 ? new Halving(budget, shares) : OFF;
    }

    /** A part of a number, rounded up. */
    private static int part(double share, int size) {
        return (int) Math.ceil(share * size - 1e-9); // 1/3 of 9 is 3
    }

    int steps() {
        return shares.size();
    }

    /** How many of a split's users are measured. */
    int users(int step, int all) {
        return budget == Budget.USERS ? part(shares.get(step), all) : all;
    }

    /** The configuration that is trained. */
    Record config(int step, Record config, String algorithm) {
        if (budget != Budget.EPOCHS || step == steps() - 1) {
            return config;
        }
        int all = Integer.parseInt(ConfigBinder.toTexts(config).getOrDefault(EPOCHS, "1"));
        String epochs = Integer.toString(part(shares.get(step), all));
        return ConfigBinder.bind(config, Map.of(EPOCHS, epochs), algorithm);
    }

    /**
     * True if a trial may go on to the next part of the budget.
     *
     * @param value what the trial reached with this part
     * @param earlier the trials to compare it with
     */
    boolean goesOn(int step, double value, List<Trial> earlier, TrialOrder order) {
        int better = 0;
        int reached = 1;
        for (Trial trial : earlier) {
            if (trial.values().size() > step) {
                reached++;
                better += order.isBetter(trial.values().get(step), value) ? 1 : 0;
            }
        }
        return better < Math.max(1, reached / ETA);
    }
}
