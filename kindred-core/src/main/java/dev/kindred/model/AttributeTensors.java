package dev.kindred.model;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import dev.kindred.io.DataException;
import dev.kindred.io.Tensors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Attributes as tensors. The field names are one list of texts; of each field there are the texts
 * that occur, each once, and per row the numbers of its own. A lone surrogate, which is no text,
 * becomes a question mark.
 */
final class AttributeTensors {
    private AttributeTensors() {}

    static void save(String owner, Attributes attributes, int rows, Tensors out) {
        List<String> fields = attributes.fields();
        if (fields.isEmpty()) {
            return;
        }
        out.putTexts(owner + ".fields", fields);
        for (int n = 0; n < fields.size(); n++) {
            saveField(name(owner, n), attributes, fields.get(n), rows, out);
        }
    }

    private static String name(String owner, int field) {
        return "%s.field.%d".formatted(owner, field);
    }

    private static void saveField(
            String name, Attributes attributes, String field, int rows, Tensors out) {
        var numbers = new LinkedHashMap<String, Integer>();
        int[] starts = new int[rows + 1];
        int[] texts = new int[rows];
        for (int row = 0; row < rows; row++) {
            List<String> values = attributes.values(row, field);
            starts[row + 1] = starts[row] + values.size();
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                texts = k < texts.length ? texts : Arrays.copyOf(texts, 2 * k + 1);
                texts[k] =
                        numbers.computeIfAbsent(
                                valid(values.get(k - starts[row])), text -> numbers.size());
            }
        }
        out.put(name + ".starts", starts);
        out.put(name + ".texts", Arrays.copyOf(texts, starts[rows]));
        out.putTexts(name, numbers.keySet());
    }

    private static String valid(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c))
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static Attributes load(String owner, IdIndex ids, Tensors in) {
        if (!in.has(owner + ".fields.utf8")) {
            return Attributes.NONE;
        }
        var builder = new Attributes.Builder();
        ids.ids().forEach(builder::id);
        List<String> fields = in.texts(owner + ".fields");
        for (int n = 0; n < fields.size(); n++) {
            builder.field(fields.get(n));
            loadField(name(owner, n), fields.get(n), ids, in, builder);
        }
        return builder.build();
    }

    private static void loadField(
            String name, String field, IdIndex ids, Tensors in, Attributes.Builder builder) {
        List<String> texts = in.texts(name);
        int[] starts = in.ints(name + ".starts");
        int[] numbers = in.ints(name + ".texts");
        if (starts.length != ids.size() + 1) {
            throw new DataException(
                    "%s.starts must have length %d, but has %d"
                            .formatted(name, ids.size() + 1, starts.length));
        }
        in.rising(name + ".starts", numbers.length);
        for (int row = 0; row < ids.size(); row++) {
            if (starts[row] < starts[row + 1]) {
                var values = new ArrayList<String>();
                for (int k = starts[row]; k < starts[row + 1]; k++) {
                    values.add(texts.get(numbers[k]));
                }
                builder.put(ids.id(row), field, values);
            }
        }
    }
}
