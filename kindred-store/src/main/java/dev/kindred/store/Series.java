package dev.kindred.store;

import java.util.List;

/** Counters over time: requests, clicks, coverage, by the minute and later by the hour. */
public interface Series {
    long MINUTE = 60_000;
    long HOUR = 60 * MINUTE;

    /**
     * What came together in a span of time; added to what is there.
     *
     * @param name of the series
     * @param time in milliseconds since 1970-01-01 UTC; the minute it lies in counts
     * @param count how many
     * @param sum of their values
     */
    record Point(String name, long time, long count, double sum) {}

    /** Adds points, all or none. */
    void add(List<Point> points);

    /**
     * A series from a time until before another, in order; spans without points are left out.
     *
     * @param step length of a span, a multiple of a minute; older points are by the hour
     */
    List<Point> read(String name, long from, long until, long step);

    /** The names of all series, by their bytes. */
    List<String> names();

    /** Puts the minutes before a time together into hours; returns how many were put away. */
    int rollUp(long before);

    /** Removes points before a time; returns how many. */
    int purge(long before);
}
