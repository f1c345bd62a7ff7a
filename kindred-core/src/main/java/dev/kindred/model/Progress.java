package dev.kindred.model;

/** Is told how far long work is. Calls may come from any thread, one at a time. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (stage, done, total, note) -> {};

    /**
     * Work goes on.
     *
     * @param stage what is done, such as "fit ials" or "epoch"
     * @param done how much of it is done
     * @param total how much there is, or 0 if unknown
     * @param note what else to show, such as the loss; may be empty
     */
    void update(String stage, long done, long total, String note);

    /**
     * Something that people should read was found or decided: a sentence. Told to nobody unless the
     * listener says otherwise.
     */
    default void tell(String sentence) {}
}
