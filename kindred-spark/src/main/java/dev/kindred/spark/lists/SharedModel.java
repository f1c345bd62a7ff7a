package dev.kindred.spark.lists;

import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Recommender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A recommender that every worker has once, whatever number of tasks it runs: the bytes of the
 * files of model and filler are broadcast, and read by the first task of each worker.
 *
 * <p>Not by {@code SparkContext.addFile}: tasks of queries (unlike those of RDDs) are not given
 * such files since Spark 4.0, so a worker that has run no other task meanwhile would miss them.
 *
 * @param name of the recommender on the workers
 * @param model the bytes of the model's file
 * @param filler the bytes of the file of the model that fills lists, or null for none
 * @param allowed item rows that may be recommended, or null for all
 */
record SharedModel(
        String name,
        Broadcast<byte[][]> model,
        @Nullable Broadcast<byte[][]> filler,
        @Nullable BitSet allowed)
        implements Serializable {
    private static final int CHUNK = 1 << 26; // bytes

    private static @Nullable String loadedName;
    private static @Nullable Recommender loaded;

    static SharedModel send(
            SparkSession spark, Model model, @Nullable Model filler, @Nullable BitSet allowed)
            throws IOException {
        return new SharedModel(
                UUID.randomUUID().toString(),
                send(spark, model),
                filler == null ? null : send(spark, filler),
                allowed);
    }

    private static Broadcast<byte[][]> send(SparkSession spark, Model model) throws IOException {
        Path file = Files.createTempFile("kindred", ".kindred");
        try {
            ModelFile.write(file, model, null);
            List<byte[]> chunks = new ArrayList<>();
            try (InputStream in = Files.newInputStream(file)) {
                for (byte[] chunk = in.readNBytes(CHUNK);
                        chunk.length > 0;
                        chunk = in.readNBytes(CHUNK)) {
                    chunks.add(chunk);
                }
            }
            return new JavaSparkContext(spark.sparkContext())
                    .broadcast(chunks.toArray(byte[][]::new));
        } finally {
            Files.deleteIfExists(file);
        }
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
        var builder = ModelRecommender.builder(read(model));
        if (filler != null) {
            builder.fallback(read(filler));
        }
        BitSet rows = allowed;
        if (rows != null) {
            builder.filter((query, item) -> rows.get(item));
        }
        return builder.build();
    }

    private static Model read(Broadcast<byte[][]> bytes) {
        try {
            Path file = Files.createTempFile("kindred", ".kindred");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    for (byte[] chunk : bytes.value()) {
                        out.write(chunk);
                    }
                }
                return ModelFile.read(file).model();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
