package dev.kindred.expression;

/**
 * What an expression is evaluated on.
 *
 * @param item row of the item, or -1
 * @param user row of the user, or -1
 * @param variables values of the scope's variables, in their order
 */
record Frame(int item, int user, double[] variables) {}
