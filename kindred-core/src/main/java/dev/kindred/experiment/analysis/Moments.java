package dev.kindred.experiment.analysis;

import dev.kindred.internal.Checks;

/**
 * Count, means, and centred sums of squares and products of pairs (y, x): all that the tests need
 * of an arm. Mergeable; not thread-safe.
 *
 * <p>Centred, for sums of squares of large values with little variance lose it to rounding. Source:
 * T. Chan, G. Golub, R. LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample
 * Variances", 1979.
 */
public final class Moments {
    private long n;
    private double meanY;
    private double meanX;
    private double squaresY;
    private double squaresX;
    private double products;

    /**
     * From sums, as other systems keep them.
     *
     * @param n count
     * @param y sum of y
     * @param yy sum of squares of y
     * @param x sum of x
     * @param xx sum of squares of x
     * @param xy sum of products
     */
    public static Moments ofSums(long n, double y, double yy, double x, double xx, double xy) {
        Checks.notNegative("n", (double) n);
        return n == 0
                ? new Moments()
                : of(
                        n,
                        y / n,
                        Math.max(0, yy - y * y / n),
                        x / n,
                        Math.max(0, xx - x * x / n),
                        xy - x * y / n);
    }

    /** From sums of y alone. */
    public static Moments ofSums(long n, double y, double yy) {
        return ofSums(n, y, yy, 0, 0, 0);
    }

    /** From means and centred sums. */
    static Moments of(
            long n, double meanY, double squaresY, double meanX, double squaresX, double products) {
        var moments = new Moments();
        moments.n = n;
        moments.meanY = meanY;
        moments.squaresY = squaresY;
        moments.meanX = meanX;
        moments.squaresX = squaresX;
        moments.products = products;
        return moments;
    }

    /** Adds a pair. */
    public void add(double y, double x) {
        n++;
        double fromY = y - meanY;
        double fromX = x - meanX;
        meanY += fromY / n;
        meanX += fromX / n;
        squaresY += fromY * (y - meanY);
        squaresX += fromX * (x - meanX);
        products += fromY * (x - meanX);
    }

    /** Takes out a pair that was added. */
    public void remove(double y, double x) {
        if (n <= 1) {
            set(new Moments());
            return;
        }
        double fromY = y - meanY;
        double fromX = x - meanX;
        n--;
        meanY -= fromY / n;
        meanX -= fromX / n;
        squaresY = Math.max(0, squaresY - fromY * (y - meanY));
        squaresX = Math.max(0, squaresX - fromX * (x - meanX));
        products -= fromX * (y - meanY);
    }

    /** Adds all pairs of another. */
    public void merge(Moments other) {
        if (n == 0) {
            set(other);
        } else if (other.n > 0) {
            double total = (double) n + other.n;
            double part = other.n / total;
            double apartY = other.meanY - meanY;
            double apartX = other.meanX - meanX;
            squaresY += other.squaresY + apartY * apartY * n * part;
            squaresX += other.squaresX + apartX * apartX * n * part;
            products += other.products + apartY * apartX * n * part;
            meanY += apartY * part;
            meanX += apartX * part;
            n += other.n;
        }
    }

    private void set(Moments other) {
        n = other.n;
        meanY = other.meanY;
        meanX = other.meanX;
        squaresY = other.squaresY;
        squaresX = other.squaresX;
        products = other.products;
    }

    /** The same, where every y is one value. */
    Moments capped(double y) {
        return of(n, y, 0, meanX, squaresX, 0);
    }

    public long n() {
        return n;
    }

    public double meanY() {
        return meanY;
    }

    public double meanX() {
        return meanX;
    }

    /** Sample variance of y; 0 for fewer than two. */
    public double varianceY() {
        return n < 2 ? 0 : squaresY / (n - 1);
    }

    /** Sample variance of x; 0 for fewer than two. */
    public double varianceX() {
        return n < 2 ? 0 : squaresX / (n - 1);
    }

    /** Sample covariance; 0 for fewer than two. */
    public double covariance() {
        return n < 2 ? 0 : products / (n - 1);
    }

    /** Count, mean and squares of y, mean and squares of x, products. */
    double[] toArray() {
        return new double[] {n, meanY, squaresY, meanX, squaresX, products};
    }

    static Moments ofArray(double... parts) {
        return of((long) parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }
}
