package dev.kindred.cli;

/**
 * What a server needs for a number of users, items and events, with the default pipeline (item-knn
 * and ials). From the sizes of what is kept in memory, which are known, and from measured figures:
 *
 * <table>
 * <caption>measured on 2 processors (Intel Xeon, 2 threads), JDK 25</caption>
 * <tr><td>{@link #DISK_PER_EVENT}</td><td>SQLite store of 300,000 synthetic events, its derived
 * snapshot and 10,000 items included: 137 bytes, rounded up for ids of events</td></tr>
 * <tr><td>{@link #DISK_PER_ITEM}</td><td>SQLite store of 100,000 items with a title of three words,
 * 100 characters of text, one category and two attributes, filled by {@code kindred import --kind
 * items}: 252 bytes, rounded up</td></tr>
 * <tr><td>{@link #LOG_PER_EVENT}</td><td>known, not measured: the columns of a log, 25 bytes per
 * event, and its ids, while a training reads them</td></tr>
 * <tr><td>{@link #KNN_EVENTS_PER_SECOND}, {@link #IALS_EVENTS_PER_SECOND}</td><td>synthetic sets of
 * 1, 10 and 100 million events, the slowest of them: {@code benchmarks/run --parts scaling}</td></tr>
 * <tr><td>{@link #BATCH_FLOPS}</td><td>top-100 for 29,858 users of 40,981 items, 64 factors: {@code
 * benchmarks/run --parts top}</td></tr>
 * </table>
 *
 * <p>The predictions are meant to be right within a factor of two.
 *
 * @param users with events
 * @param items in the catalogue
 * @param events that count
 * @param factors of the model ials
 */
record Capacity(long users, long items, long events, int factors) {
    static final double DISK_PER_EVENT = 150;
    static final double DISK_PER_ITEM = 260;
    static final double LOG_PER_EVENT = 30;

    /** Column, value and order 4 bytes each, time 8; and again column and value by item. */
    static final double DATA_PER_EVENT = 28;

    /** The text, its object, and its place in a table of hashes. */
    static final double MEMORY_PER_ID = 120;

    /** 50 neighbours with their similarities. */
    static final double NEIGHBOURS_PER_ITEM = 50 * 8;

    /** Attributes and texts as columns. */
    static final double CATALOGUE_PER_ITEM = 300;

    static final double KNN_EVENTS_PER_SECOND = 2.3e6;

    /** Of one epoch with 64 factors. */
    static final double IALS_EVENTS_PER_SECOND = 4.3e6;

    static final double BATCH_FLOPS = 126e9;

    /** One list reads all vectors once, from memory where they do not fit the cache. */
    private static final double BYTES_PER_SECOND = 8e9;

    private static final int EPOCHS = 8;
    private static final int KEPT_MODELS = 5;
    private static final double MEASURED_FACTORS = 64;
    private static final double BASE = 200e6; // JVM, classes, web server
    private static final double CACHE = 256 << 20;
    private static final double GARBAGE = 1.4; // room that a collector needs
    private static final double LIST_SECONDS = 0.0005; // reading, rules, JSON

    private double model() {
        return (users + items) * 4.0 * factors + items * NEIGHBOURS_PER_ITEM;
    }

    private double data() {
        return events * DATA_PER_EVENT
                + (users + items) * MEMORY_PER_ID
                + items * CATALOGUE_PER_ITEM;
    }

    /** Heap while it only serves, in bytes. */
    double servingBytes() {
        return GARBAGE * (BASE + CACHE + data() + model());
    }

    /** Heap while it trains as well, in bytes: for {@code -Xmx}. */
    double trainingBytes() {
        return GARBAGE * (BASE + CACHE + 2 * (data() + model()) + events * LOG_PER_EVENT);
    }

    /** Files of the store, derived ones and models included, in bytes. */
    double diskBytes() {
        double models = KEPT_MODELS * (model() + events * 8.0);
        return events * DISK_PER_EVENT + items * DISK_PER_ITEM + models;
    }

    /** Time of one training on two processors, in seconds. */
    double trainingSeconds() {
        double slower = factors / MEASURED_FACTORS;
        return events / KNN_EVENTS_PER_SECOND + EPOCHS * slower * events / IALS_EVENTS_PER_SECOND;
    }

    /** Time of a list that is not in the cache, in seconds. */
    double listSeconds() {
        return LIST_SECONDS + items * 4.0 * factors / BYTES_PER_SECOND;
    }

    /** Lists for all users at once, per second on two processors. */
    double batchListsPerSecond() {
        return Math.min(1 / LIST_SECONDS * 20, BATCH_FLOPS / (2.0 * items * factors));
    }
}
