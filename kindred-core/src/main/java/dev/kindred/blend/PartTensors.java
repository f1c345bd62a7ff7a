package dev.kindred.blend;

import dev.kindred.data.IdIndex;
import dev.kindred.io.DataException;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a hybrid as tensors: array {@code model.x} of part 1 is {@code model.parts.1.x}, and
 * what the file says of a model, it says of each part under {@code kindred.part.1}.
 */
final class PartTensors {
    private static final String MODEL = "model.";
    private static final String ARRAYS = "model.parts.%d.";
    private static final String META = "kindred.part.%d.";
    private static final String CONFIG = "config.";
    private static final String TENSORS = "meta.";

    private PartTensors() {}

    static void save(List<Model> parts, Tensors out) {
        for (int part = 0; part < parts.size(); part++) {
            save(parts.get(part), ARRAYS.formatted(part), META.formatted(part), out);
        }
    }

    private static void save(Model model, String arrays, String meta, Tensors out) {
        var inner = new Tensors();
        model.save(inner);
        inner.arrays()
                .forEach(
                        (name, tensor) -> out.put(arrays + name.substring(MODEL.length()), tensor));
        inner.metadata().forEach((key, value) -> out.meta(meta + TENSORS + key, value));
        ModelInfo info = model.info();
        out.meta(meta + "algorithm", info.algorithm());
        info.config().forEach((name, value) -> out.meta(meta + CONFIG + name, value));
        out.meta(meta + "fingerprint", info.fingerprint());
    }

    /** The parts that {@link #save} wrote; seed and version are those of the hybrid. */
    static List<Model> load(int count, ModelInfo hybrid, IdIndex items, Tensors in) {
        List<Model> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            parts.add(load(hybrid, items, in, ARRAYS.formatted(part), META.formatted(part)));
        }
        return parts;
    }

    private static Model load(
            ModelInfo hybrid, IdIndex items, Tensors in, String arrays, String meta) {
        var inner = new Tensors();
        in.arrays()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith(arrays)) {
                                inner.put(MODEL + name.substring(arrays.length()), tensor);
                            }
                        });
        texts(in, meta + TENSORS).forEach(inner::meta);
        var info =
                new ModelInfo(
                        text(in, meta + "algorithm"),
                        texts(in, meta + CONFIG),
                        text(in, meta + "fingerprint"),
                        hybrid.seed(),
                        hybrid.version());
        return Algorithms.provider(info.algorithm()).load(info, items, inner);
    }

    private static Map<String, String> texts(Tensors in, String prefix) {
        var texts = new LinkedHashMap<String, String>();
        in.metadata()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(prefix)) {
                                texts.put(key.substring(prefix.length()), value);
                            }
                        });
        return texts;
    }

    private static String text(Tensors in, String key) {
        String text = in.metadata().get(key);
        if (text == null) {
            throw new DataException("the metadata must have %s".formatted(key));
        }
        return text;
    }
}
