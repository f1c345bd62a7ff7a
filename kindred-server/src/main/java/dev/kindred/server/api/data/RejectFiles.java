package dev.kindred.server.api.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that the last imports refused, in files that go when the server ends. Thread-safe. */
final class RejectFiles implements AutoCloseable {
    /** The files of so many imports are kept. */
    static final int MOST = 20;

    private final Map<List<String>, Path> files = new LinkedHashMap<>();
    private @Nullable Path folder;

    /** A new file for an import; made when something is written to it. */
    synchronized Path create(String project, String job) throws IOException {
        Path in = folder;
        if (in == null) {
            in = Files.createTempDirectory("kindred-rejects");
            folder = in;
        }
        while (files.size() >= MOST) {
            List<String> oldest = files.keySet().iterator().next();
            delete(files.remove(oldest));
        }
        Path file = in.resolve("%d.ndjson".formatted(System.nanoTime()));
        files.put(List.of(project, job), file);
        return file;
    }

    /** The file of an import, or null if it refused nothing or the file is gone. */
    synchronized @Nullable Path find(String project, String job) {
        Path file = files.get(List.of(project, job));
        return file != null && Files.exists(file) ? file : null;
    }

    /** Removes the files of a project, as when a user is erased: they may name anybody. */
    synchronized void forget(String project) {
        for (List<String> key : List.copyOf(files.keySet())) {
            if (key.get(0).equals(project)) {
                delete(files.remove(key));
            }
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        files.values().forEach(RejectFiles::delete);
        files.clear();
        delete(folder);
        folder = null;
    }
}
