package dev.kindred.experiment;

/** The bucket of a unit, for one salt; thread-safe. */
interface SaltedHash {
    /** A number from 0 (included) to 1 (excluded). */
    double bucket(String unit);
}
