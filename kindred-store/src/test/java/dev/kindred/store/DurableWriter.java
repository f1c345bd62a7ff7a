package dev.kindred.store;

import dev.kindred.store.sql.Stores;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A process that stores events from several threads and prints the id of each once it is
 * acknowledged, until it is killed.
 */
public final class DurableWriter {
    static final int THREADS = 4;

    private DurableWriter() {}

    /** Takes the folder of the store and a word that its ids start with. */
    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Events events =
                Stores.open("sqlite", Path.of(args[0]), Clock.systemUTC())
                        .project(Store.DEFAULT_PROJECT)
                        .events();
        for (int t = 0; t < THREADS; t++) {
            String prefix = args[1] + "-" + t;
            new Thread(() -> write(events, prefix, out)).start();
        }
        Thread.currentThread().join();
    }

    private static void write(Events events, String prefix, PrintStream out) {
        for (int k = 0; ; k++) {
            events.append(List.of(event(prefix, k)), WriteMode.ADD);
            byte[] line = (prefix + " " + k + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(line, 0, line.length);
            out.flush();
        }
    }

    static Event event(String prefix, int k) {
        return Event.of(prefix, "item " + k, "view", k, k).withId(prefix + " " + k);
    }
}
