package dev.kindred.data;

/**
 * Training data and what to evaluate on.
 *
 * @param train what a model may see
 * @param test whom to recommend to, and what they really chose
 */
public record Split(Dataset train, TestSet test) {}
