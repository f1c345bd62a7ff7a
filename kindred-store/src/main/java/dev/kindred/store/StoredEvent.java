package dev.kindred.store;

/**
 * An event in the log.
 *
 * @param sequence its number in the project: later events have higher ones; there may be gaps
 * @param overwrites events of the same user, item and type before it do not count
 */
public record StoredEvent(long sequence, boolean overwrites, Event event) {}
