package dev.kindred.experiment.analysis;

/**
 * What is believed of a relative effect after the data, with a flat prior. To be shown, not to be
 * acted upon at a look of one's choice: looking on until it is high finds a winner in nearly half
 * of all experiments without any.
 *
 * @param above the chance that the effect is above 0
 * @param low start of the credible interval
 * @param high end of the credible interval
 */
public record Chance(double above, double low, double high) {}
