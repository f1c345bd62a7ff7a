package dev.kindred.store.sql;

import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a project, beside the database. */
final class ProjectFiles {
    private final Path models;
    private final Path snapshot;

    ProjectFiles(Path folder, String project) {
        this.models = folder.resolve("models").resolve(project);
        this.snapshot = folder.resolve("snapshots").resolve(project + ".log");
    }

    /** The file of a model with this checksum. */
    Path model(String sha256) {
        return models.resolve(sha256 + ".kindred");
    }

    Path models() throws IOException {
        return Files.createDirectories(models);
    }

    /** The derived snapshot of the events. */
    Path snapshot() {
        return snapshot;
    }

    void deleteSnapshot() {
        delete(snapshot);
    }

    void deleteAll() {
        deleteSnapshot();
        if (Files.isDirectory(models)) {
            for (Path file : list()) {
                delete(file);
            }
            delete(models);
        }
    }

    private List<Path> list() {
        try (Stream<Path> files = Files.list(models)) {
            return files.toList();
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "cannot read " + models, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "cannot delete " + file, e);
        }
    }
}
