package dev.kindred.server.transfer;

import dev.kindred.io.LineRecords;
import java.util.Locale;
import java.util.Map;

/** Reads the records of one kind and stores them in batches. */
interface Lines {
    /** The records of the stream. */
    LineRecords records();

    /** Which column or key holds what. */
    Map<String, String> columns();

    /** The name of a column without signs and capitals: itemId, item_id and "Item ID" are one. */
    static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the current record into the batch.
     *
     * @throws Refusal if it cannot be stored
     */
    void read() throws Refusal;

    /** How many records the batch has. */
    int size();

    /**
     * Stores the batch and empties it.
     *
     * @return how many were there before
     */
    int store();

    /** Empties the batch. */
    void drop();

    /** The fault of a record that is no line of the expected form, or nothing. */
    static void check(LineRecords records) throws Refusal {
        String fault = records.fault();
        if (fault != null) {
            throw new Refusal(fault.contains("fields expected") ? "bad_fields" : "bad_line", fault);
        }
    }
}
