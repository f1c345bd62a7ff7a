package dev.kindred.model;

import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Suggestion;
import dev.kindred.io.DataException;
import dev.kindred.io.TensorFile;
import dev.kindred.io.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is kept on disk: a {@link TensorFile} with the provenance as metadata, the item
 * ids, the model's arrays and, if wanted, the data set with users, histories and attributes, so
 * that known users can be served and titles shown without any other file.
 *
 * <p>The same configuration, data and seed give the same bytes; there is no clock time in them.
 *
 * @param model what was trained
 * @param dataset users, histories and attributes with the items of the model, or null if the file
 *     holds the model alone
 */
public record ModelFile(Model model, @Nullable Dataset dataset) {
    /** The newest format that this version reads, and the one that it writes. */
    public static final int FORMAT = 1;

    private static final String FORMAT_KEY = "kindred.format";
    private static final String VERSION = "kindred.version";
    private static final String ALGORITHM = "kindred.algorithm";
    private static final String CONFIG = "kindred.config.";
    private static final String FINGERPRINT = "kindred.fingerprint";
    private static final String SEED = "kindred.seed";
    private static final String ITEMS = "items";
    private static final String MODEL = "model.";

    /** Where the model comes from. */
    public ModelInfo info() {
        return model.info();
    }

    /**
     * Writes a model: whole or not at all.
     *
     * @param dataset the users to serve, or null for the model alone; its items must be the model's
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Model model, @Nullable Dataset dataset) throws IOException {
        var out = new Tensors();
        model.save(out);
        for (String name : out.arrays().keySet()) {
            if (!name.startsWith(MODEL)) {
                throw new IllegalArgumentException(
                        "names of a model's arrays start with \"%s\", but one is \"%s\""
                                .formatted(MODEL, name));
            }
        }
        putInfo(out, model.info());
        out.put(ITEMS + ".utf8", model.items().utf8());
        out.put(ITEMS + ".offsets", model.items().offsets());
        if (dataset != null) {
            if (!dataset.items().equals(model.items())) {
                throw new IllegalArgumentException(
                        "the data set must have the items that the model was trained on");
            }
            DatasetTensors.save(dataset, out);
        }
        TensorFile.write(file, out);
    }

    private static void putInfo(Tensors out, ModelInfo info) {
        out.meta(FORMAT_KEY, Integer.toString(FORMAT));
        out.meta(VERSION, info.version());
        out.meta(ALGORITHM, info.algorithm());
        info.config().forEach((name, value) -> out.meta(CONFIG + name, value));
        out.meta(FINGERPRINT, info.fingerprint());
        out.meta(SEED, Long.toString(info.seed()));
    }

    /**
     * Reads a model.
     *
     * @throws DataException if the file is no model file, is damaged, has a newer format, or names
     *     an algorithm that is not there
     * @throws IOException if the file cannot be read
     */
    public static ModelFile read(Path file) throws IOException {
        Tensors in = TensorFile.read(file);
        requireFormat(file, in.metadata());
        try {
            ModelInfo info = info(in.metadata());
            IdIndex items = IdIndex.ofUtf8(in.bytes(ITEMS + ".utf8"), in.ints(ITEMS + ".offsets"));
            Model model = provider(info.algorithm()).load(info, items, in);
            return new ModelFile(model, DatasetTensors.load(items, in));
        } catch (RuntimeException e) {
            // The checksums are right, so this was written, but not by this version's rules.
            throw new DataException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void requireFormat(Path file, Map<String, String> metadata) {
        String format = metadata.get(FORMAT_KEY);
        if (format == null || !format.matches("[1-9][0-9]{0,8}")) {
            throw new DataException(
                    "%s is no model file: its %s is %s".formatted(file, FORMAT_KEY, format));
        }
        if (Integer.parseInt(format) > FORMAT) {
            throw new DataException(
                    "%s has format %s; this version reads up to %d. Maybe it was written by a newer Kindred."
                            .formatted(file, format, FORMAT));
        }
    }

    private static ModelInfo info(Map<String, String> metadata) {
        var config = new LinkedHashMap<String, String>();
        metadata.forEach(
                (key, value) -> {
                    if (key.startsWith(CONFIG)) {
                        config.put(key.substring(CONFIG.length()), value);
                    }
                });
        return new ModelInfo(
                text(metadata, ALGORITHM),
                config,
                text(metadata, FINGERPRINT),
                seed(text(metadata, SEED)),
                text(metadata, VERSION));
    }

    private static String text(Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw new DataException("the metadata must have %s".formatted(key));
        }
        return text;
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DataException("%s must be a whole number: \"%s\"".formatted(SEED, text), e);
        }
    }

    private static AlgorithmProvider provider(String name) {
        List<String> known = Algorithms.all().stream().map(AlgorithmProvider::name).toList();
        String artefact = Algorithms.artefact(name);
        if (artefact != null) {
            throw new DataException(
                    "the model was made by the algorithm \"%s\", which is in %s; that is not on the class path"
                            .formatted(name, artefact));
        }
        if (!known.contains(name)) {
            throw new DataException(
                    "the model was made by the algorithm \"%s\"%s, which is not there; there are %s. Maybe a jar is missing."
                            .formatted(
                                    name,
                                    Suggestion.didYouMean(name, known),
                                    String.join(", ", known)));
        }
        return Algorithms.provider(name);
    }
}
