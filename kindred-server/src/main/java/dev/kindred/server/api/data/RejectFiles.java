package dev.kindred.server.api.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines that the last imports refused, in files of the data folder that tell by their names
 * when and by which import. Thread-safe.
 */
final class RejectFiles {
    /** The files of so many imports of a project are kept. */
    static final int MOST = 20;

    private final Path folder;
    private final Duration kept;
    private final Clock clock;

    /**
     * The files in a folder, which need not be there.
     *
     * @param kept how long
     */
    RejectFiles(Path folder, Duration kept, Clock clock) {
        this.folder = folder;
        this.kept = kept;
        this.clock = clock;
    }

    /** Removes the files of all projects that need not be kept any longer. */
    synchronized void removeOld() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> projects = Files.list(folder)) {
            for (Path project : projects.toList()) {
                for (Path file : newestFirst(String.valueOf(project.getFileName()))) {
                    if (isOver(file)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    /** A new file for an import; made when something is written to it. */
    synchronized Path create(String project, String job) throws IOException {
        Path own = Files.createDirectories(folder.resolve(project));
        List<Path> files = newestFirst(project);
        for (int k = 0; k < files.size(); k++) {
            if (k >= MOST - 1 || isOver(files.get(k))) {
                Files.deleteIfExists(files.get(k));
            }
        }
        return own.resolve("%015d-%s.ndjson".formatted(clock.millis(), job));
    }

    /** The file of an import, or null if it refused nothing or the file is gone. */
    synchronized @Nullable Path find(String project, String job) {
        for (Path file : newestFirst(project)) {
            String name = String.valueOf(file.getFileName());
            if (name.substring(name.indexOf('-') + 1).equals(job + ".ndjson") && !isOver(file)) {
                return file;
            }
        }
        return null;
    }

    private boolean isOver(Path file) {
        String name = String.valueOf(file.getFileName());
        return clock.millis() - Long.parseLong(name.substring(0, name.indexOf('-')))
                > kept.toMillis();
    }

    private List<Path> newestFirst(String project) {
        Path own = folder.resolve(project);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+-.*\\.ndjson"))
                    .sorted((a, b) -> b.compareTo(a))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the files of a project, as when a user is erased: they may name anybody. */
    synchronized void forget(String project) {
        try {
            for (Path file : newestFirst(project)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
