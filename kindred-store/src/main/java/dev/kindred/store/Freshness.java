package dev.kindred.store;

import dev.kindred.store.Events.HistoryVersion;

/**
 * What an answer to a user depends on: each number changes with every change of what it stands for.
 *
 * @param model version of the active model; 0 if there is none
 * @param catalogue changes to items
 * @param documents changes to documents: rules, pipelines, lists, experiments
 * @param history of the user's events and description
 */
public record Freshness(long model, long catalogue, long documents, HistoryVersion history) {}
