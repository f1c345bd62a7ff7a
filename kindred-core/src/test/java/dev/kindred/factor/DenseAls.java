package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.model.FitContext;

/** The slow, obvious form of implicit ALS: dense matrices and Gauss elimination. */
final class DenseAls {
    private final IalsConfig config;
    private final double[][] weights; // 0 where not observed
    private final double[][] items;

    DenseAls(IalsConfig config, Dataset data, FitContext context) {
        this.config = config;
        this.weights = new double[data.users().size()][data.items().size()];
        for (int user = 0; user < weights.length; user++) {
            for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
                weights[user][data.byUser().column(k)] =
                        1 + config.alpha() * data.byUser().value(k);
            }
        }
        int d = config.factors();
        Factors start =
                Factors.random(
                        data.items().size(), d, config.initialDeviation() / Math.sqrt(d), context);
        this.items = new double[data.items().size()][d];
        for (int item = 0; item < items.length; item++) {
            for (int k = 0; k < d; k++) {
                items[item][k] = start.values()[start.at(item) + k];
            }
        }
    }

    /** Scores of all users for all items. */
    double[][] fit() {
        double[][] byItem = transposed(weights);
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            double[][] users = solveAll(weights, items);
            double[][] solved = solveAll(byItem, users);
            System.arraycopy(solved, 0, items, 0, items.length);
        }
        double[][] users = solveAll(weights, items);
        double[][] scores = new double[users.length][items.length];
        for (int user = 0; user < users.length; user++) {
            for (int item = 0; item < items.length; item++) {
                for (int k = 0; k < config.factors(); k++) {
                    scores[user][item] += users[user][k] * items[item][k];
                }
            }
        }
        return scores;
    }

    private double[][] solveAll(double[][] rows, double[][] others) {
        double[][] solved = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            solved[row] = solve(rows[row], others);
        }
        return solved;
    }

    private double[] solve(double[] row, double[][] others) {
        int d = config.factors();
        double[][] a = new double[d][d + 1];
        double sum = 0;
        for (int other = 0; other < row.length; other++) {
            sum += row[other];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    a[i][j] +=
                            (row[other] + config.unobservedWeight())
                                    * others[other][i]
                                    * others[other][j];
                }
                a[i][d] += row[other] * others[other][i];
            }
        }
        double frequency = sum + config.unobservedWeight() * row.length;
        for (int i = 0; i < d; i++) {
            a[i][i] +=
                    config.regularization() * Math.pow(frequency, config.regularizationExponent());
        }
        return gauss(a);
    }

    /** Solves the equations of an n x (n + 1) matrix. */
    static double[] gauss(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
            }
            double[] swap = a[k];
            a[k] = a[best];
            a[best] = swap;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : a[i][k] / a[k][k];
                for (int j = k; factor != 0 && j <= n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[] x = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = a[k][n] / a[k][k];
        }
        return x;
    }

    private static double[][] transposed(double[][] a) {
        double[][] result = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                result[j][i] = a[i][j];
            }
        }
        return result;
    }
}
