package dev.kindred.store;

import dev.kindred.store.sql.Stores;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** A process in the middle of a request and of a job, waiting to be killed. */
final class Victim {
    private Victim() {}

    /** Takes the store's address and its folder. */
    public static void main(String[] args) throws IOException {
        Store store = Stores.open(args[0], Path.of(args[1]), Clock.systemUTC());
        Project project = store.project(Store.DEFAULT_PROJECT);
        project.idempotency().begin("k", "h");
        Job job = project.jobs().submit("import", "{}", 9);
        project.jobs().claim("import");
        project.jobs().progress(job.id(), 0.5, "20 lines read, 19 records stored");
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(job.id());
        System.in.read();
    }
}
