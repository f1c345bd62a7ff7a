package dev.kindred.spark;

import dev.kindred.data.Dataset;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** Model files on this machine's disk or, as {@code hdfs://...}, on any file system of Hadoop's. */
final class ModelOutput {
    private ModelOutput() {}

    static boolean isRemote(String path) {
        return path.contains("://");
    }

    static void write(
            String path, Model model, @Nullable Dataset dataset, Configuration configuration)
            throws IOException {
        if (!isRemote(path)) {
            ModelFile.write(Path.of(path), model, dataset);
            return;
        }
        Path local = Files.createTempFile("kindred", ".kindred");
        try {
            ModelFile.write(local, model, dataset);
            var from = new org.apache.hadoop.fs.Path(local.toUri());
            var to = new org.apache.hadoop.fs.Path(path);
            FileSystem.get(URI.create(path), configuration)
                    .copyFromLocalFile(false, true, from, to);
        } finally {
            Files.deleteIfExists(local);
        }
    }
}
