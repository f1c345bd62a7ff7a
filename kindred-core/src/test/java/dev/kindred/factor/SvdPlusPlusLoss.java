package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;

/** The loss of SVD++ and its numerical gradient. */
final class SvdPlusPlusLoss {
    private static final float STEP = 1e-2f;

    private final SparseRows ratings;
    private final SparseRows byItem;
    private final RatingScale scale;
    private final int factors;
    private final double pull;

    SvdPlusPlusLoss(Dataset data, int factors, double pull) {
        this.ratings = data.byUser();
        this.byItem = data.byItem();
        this.scale = RatingScale.of(ratings, true, true);
        this.factors = factors;
        this.pull = pull;
    }

    /** Checks that every parameter moved by minus half the gradient times the rate. */
    void check(Factors before, Factors after, SvdPlusPlusTraining at, double rate) {
        for (int row = 0; row < before.rows(); row++) {
            for (int k = before.at(row); k < before.at(row) + factors + 2; k++) {
                float old = before.values()[k];
                double moved = (after.values()[k] - old) / rate;
                if (moved == 0) {
                    continue; // the ones
                }
                before.values()[k] = old + STEP;
                double up = loss(at);
                before.values()[k] = old - STEP;
                double down = loss(at);
                before.values()[k] = old;
                double slope = (down - up) / (4 * STEP);
                assertThat(moved)
                        .as("row %d", row)
                        .isCloseTo(slope, within(0.01 + 0.02 * Math.abs(slope)));
            }
        }
    }

    private double loss(SvdPlusPlusTraining at) {
        double sum = 0;
        for (int user = 0; user < ratings.rows(); user++) {
            double[] x = new double[factors];
            for (int k = 0; k < factors; k++) {
                x[k] = at.users().values()[at.users().at(user) + k];
                for (int n = ratings.start(user); n < ratings.end(user); n++) {
                    int j = at.implied().at(ratings.column(n));
                    x[k] += at.implied().values()[j + k] / Math.sqrt(ratings.size(user));
                }
            }
            double bias = at.users().values()[at.users().at(user) + factors];
            for (int n = ratings.start(user); n < ratings.end(user); n++) {
                int item = at.items().at(ratings.column(n));
                double error = scale.scaled(ratings.value(n)) - bias;
                error -= at.items().values()[item + factors + 1];
                for (int k = 0; k < factors; k++) {
                    error -= x[k] * at.items().values()[item + k];
                }
                sum += error * error;
            }
            sum += pull * ratings.size(user) * at.users().square(user, factors + 1);
        }
        for (int item = 0; item < byItem.rows(); item++) {
            double bias = at.items().values()[at.items().at(item) + factors + 1];
            double square =
                    at.items().square(item, factors)
                            + bias * bias
                            + at.implied().square(item, factors);
            sum += pull * byItem.size(item) * square;
        }
        return sum;
    }
}
