package dev.kindred.spark;

import dev.kindred.model.ModelFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Reads model files from where {@link ModelOutput} writes them. */
final class ModelInput {
    private ModelInput() {}

    /** Fails where there is no such file; before there is a Spark. */
    static void mustExist(String path) throws IOException {
        if (ModelOutput.isRemote(path)) {
            JobPaths.mustExist(List.of(path));
        } else if (!Files.exists(Path.of(path))) {
            throw JobPaths.missing(path);
        }
    }

    static ModelFile read(String path, Configuration configuration) throws IOException {
        if (!ModelOutput.isRemote(path)) {
            return ModelFile.read(Path.of(path));
        }
        Path local = Files.createTempFile("kindred", ".kindred");
        try {
            FileSystem.get(URI.create(path), configuration)
                    .copyToLocalFile(
                            false,
                            new org.apache.hadoop.fs.Path(path),
                            new org.apache.hadoop.fs.Path(local.toUri()),
                            true);
            return ModelFile.read(local);
        } finally {
            Files.deleteIfExists(local);
        }
    }
}
