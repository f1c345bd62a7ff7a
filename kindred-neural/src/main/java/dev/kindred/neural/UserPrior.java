package dev.kindred.neural;

/**
 * How the embeddings of the users of the training data are distributed: normally, with their mean
 * and the inverse of their covariance.
 *
 * @param mean of each number
 * @param precision row-major, symmetric and positive definite
 */
record UserPrior(float[] mean, float[] precision) {
    private static final double RIDGE = 1e-2;
    private static final double LEAST = 1e-6;

    /**
     * The distribution of some embeddings. A hundredth of the mean variance is added to each
     * variance, so that few users give a distribution as well.
     *
     * @param users row-major, rows of {@code width} numbers
     */
    static UserPrior of(float[] users, int width) {
        int rows = users.length / width;
        double[] mean = new double[width];
        for (int k = 0; k < rows * width; k++) {
            mean[k % width] += users[k] / (double) rows;
        }
        double[][] covariance = covariance(users, rows, mean);
        double trace = 0;
        for (int k = 0; k < width; k++) {
            trace += covariance[k][k];
        }
        for (int k = 0; k < width; k++) {
            covariance[k][k] += LEAST + RIDGE * trace / width;
        }
        return new UserPrior(floats(mean), inverse(covariance));
    }

    private static double[][] covariance(float[] users, int rows, double[] mean) {
        int width = mean.length;
        double[][] covariance = new double[width][width];
        double[] away = new double[width];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < width; k++) {
                away[k] = (users[row * width + k] - mean[k]) / Math.sqrt(rows);
            }
            for (int k = 0; k < width; k++) {
                double[] sums = covariance[k];
                double factor = away[k];
                for (int j = 0; j < width; j++) {
                    sums[j] += factor * away[j];
                }
            }
        }
        return covariance;
    }

    /** Gauss-Jordan; a covariance with a ridge needs no pivoting. */
    private static float[] inverse(double[][] matrix) {
        int n = matrix.length;
        float[] inverse = new float[n * n];
        double[][] right = new double[n][n];
        for (int k = 0; k < n; k++) {
            right[k][k] = 1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            scale(matrix[pivot], right[pivot], 1 / matrix[pivot][pivot]);
            for (int row = 0; row < n; row++) {
                if (row != pivot) {
                    double factor = matrix[row][pivot];
                    subtract(factor, matrix[pivot], matrix[row]);
                    subtract(factor, right[pivot], right[row]);
                }
            }
        }
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                inverse[row * n + column] = (float) ((right[row][column] + right[column][row]) / 2);
            }
        }
        return inverse;
    }

    private static void scale(double[] left, double[] right, double factor) {
        for (int k = 0; k < left.length; k++) {
            left[k] *= factor;
            right[k] *= factor;
        }
    }

    private static void subtract(double factor, double[] row, double[] from) {
        for (int k = 0; k < row.length; k++) {
            from[k] -= factor * row[k];
        }
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) numbers[k];
        }
        return floats;
    }
}
