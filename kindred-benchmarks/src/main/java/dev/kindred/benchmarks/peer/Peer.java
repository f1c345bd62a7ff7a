package dev.kindred.benchmarks.peer;

import java.nio.file.Path;

/** A system that is measured, ours or another, in a process of its own. */
public interface Peer {
    /**
     * Does a piece of work, which is timed; work done again starts anew.
     *
     * @param task {@code train}, or {@code lists} (the best 100 items for every user)
     * @throws Exception whatever the system throws: the process ends with it
     */
    void run(String task) throws Exception;

    /**
     * Writes what the trained model answers, so that all systems are judged by one measure.
     *
     * @param answers CSV: {@code user,item,prediction} of the test pairs that can be predicted, or
     *     {@code user,item,item...} with the best unseen items, best first
     * @throws Exception whatever the system throws
     */
    void write(Path answers) throws Exception;
}
