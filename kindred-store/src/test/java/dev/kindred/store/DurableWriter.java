package dev.kindred.store;

import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.Stores;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * A process that stores events from several threads and prints the id of each once it is
 * acknowledged, until it is killed.
 */
public final class DurableWriter {
    static final int THREADS = 4;

    private DurableWriter() {}

    /** Takes the address and the folder of the store, and a word that its ids start with. */
    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Events events =
                Stores.open(args[0], Path.of(args[1]), Clock.systemUTC())
                        .project(Store.DEFAULT_PROJECT)
                        .events();
        for (int t = 0; t < THREADS; t++) {
            String prefix = args[2] + "-" + t;
            new Thread(() -> write(events, prefix, id -> print(id, out))).start();
        }
        Thread.currentThread().join();
    }

    private static void print(String id, PrintStream out) {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    /** Stores one event after the other until it is interrupted; sends again what is not sure. */
    static void write(Events events, String prefix, Consumer<String> acknowledged) {
        for (int k = 0; !Thread.currentThread().isInterrupted(); ) {
            try {
                events.append(List.of(event(prefix, k)), WriteMode.ADD);
                acknowledged.accept(prefix + " " + k);
                k++;
            } catch (StoreException e) {
                if (e.reason() != Reason.UNAVAILABLE) {
                    throw e;
                }
            }
        }
    }

    /** The event with an id as it was acknowledged. */
    static Event event(String id) {
        int space = id.lastIndexOf(' ');
        return event(id.substring(0, space), Integer.parseInt(id.substring(space + 1)));
    }

    private static Event event(String prefix, int k) {
        return Event.of(prefix, "item " + k, "view", k, k).withId(prefix + " " + k);
    }
}
