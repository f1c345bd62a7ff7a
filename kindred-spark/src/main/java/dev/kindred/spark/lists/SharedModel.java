package dev.kindred.spark.lists;

import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Recommender;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.UUID;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A recommender that every worker has once, whatever number of tasks it runs: the files of model
 * and filler go to each worker's disk, and are read there by the first task.
 *
 * @param name of the model's file on the workers
 * @param filler name of the file of the model that fills lists, or null for none
 * @param allowed item rows that may be recommended, or null for all
 */
record SharedModel(String name, @Nullable String filler, @Nullable BitSet allowed)
        implements Serializable {
    private static @Nullable String loadedName;
    private static @Nullable Recommender loaded;

    static SharedModel send(
            SparkSession spark, Model model, @Nullable Model filler, @Nullable BitSet allowed)
            throws IOException {
        return new SharedModel(
                send(spark, model), filler == null ? null : send(spark, filler), allowed);
    }

    private static String send(SparkSession spark, Model model) throws IOException {
        String name = "kindred-" + UUID.randomUUID() + ".kindred";
        Path folder = Files.createTempDirectory("kindred");
        Path file = folder.resolve(name);
        ModelFile.write(file, model, null);
        file.toFile().deleteOnExit();
        folder.toFile().deleteOnExit();
        spark.sparkContext().addFile(file.toString());
        return name;
    }

    /** The recommender of this process; read at the first call. */
    Recommender recommender() {
        synchronized (SharedModel.class) {
            Recommender known = loaded;
            if (known == null || !name.equals(loadedName)) {
                known = read();
                loaded = known;
                loadedName = name;
            }
            return known;
        }
    }

    private Recommender read() {
        var builder = ModelRecommender.builder(read(name));
        if (filler != null) {
            builder.fallback(read(filler));
        }
        BitSet rows = allowed;
        if (rows != null) {
            builder.filter((query, item) -> rows.get(item));
        }
        return builder.build();
    }

    private static Model read(String name) {
        try {
            return ModelFile.read(Path.of(SparkFiles.get(name))).model();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
