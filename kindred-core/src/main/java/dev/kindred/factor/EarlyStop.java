package dev.kindred.factor;

/**
 * Watches an error that should fall, keeps the parameters of the best epoch and says when to stop.
 */
final class EarlyStop {
    private final int patience;
    private final float[][] parameters;
    private final float[][] best;
    private double lowest = Double.POSITIVE_INFINITY;
    private int worse;

    /**
     * @param patience epochs without improvement after which to stop
     * @param parameters what is being trained; not copied
     */
    EarlyStop(int patience, float[]... parameters) {
        this.patience = patience;
        this.parameters = parameters;
        this.best = new float[parameters.length][];
    }

    /** Takes note of an epoch's error; true if it is time to stop. */
    boolean after(double error) {
        if (error < lowest) {
            lowest = error;
            worse = 0;
            for (int k = 0; k < best.length; k++) {
                best[k] = parameters[k].clone();
            }
            return false;
        }
        return ++worse >= patience;
    }

    /** Puts the parameters of the best epoch back. */
    void restore() {
        for (int k = 0; k < best.length && best[k] != null; k++) {
            System.arraycopy(best[k], 0, parameters[k], 0, best[k].length);
        }
    }
}
