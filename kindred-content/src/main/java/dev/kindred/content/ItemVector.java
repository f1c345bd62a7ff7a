package dev.kindred.content;

/**
 * A weighed item: of length 1, or, without any attribute, 0. Terms that no other item has are part
 * of the length, and otherwise left out.
 *
 * @param terms numbers of the terms; rising
 * @param values weight of each term
 * @param dense weighed embeddings of all fields
 */
record ItemVector(int[] terms, float[] values, float[] dense) {}
