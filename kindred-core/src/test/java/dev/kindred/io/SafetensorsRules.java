package dev.kindred.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules by which the Python reader of safetensors accepts a file, written again from its
 * description, without any code of ours or a JSON library: an independent witness.
 */
final class SafetensorsRules {
    private static final int MAX_HEADER = 100_000_000;
    private static final Map<String, Integer> SIZES =
            Map.of("U8", 1, "I32", 4, "I64", 8, "F32", 4, "F64", 8);

    private final String json;
    private int at;

    private SafetensorsRules(String json) {
        this.json = json;
    }

    /** One array as the reader sees it. */
    record Array(String dtype, List<Long> shape, long begin, long end) {}

    /** What the reader sees. */
    record Content(Map<String, String> metadata, Map<String, Array> arrays, int dataStart) {}

    static Content read(byte[] file) {
        require(file.length >= 8, "header too small");
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        require(length <= MAX_HEADER, "header too large");
        require(length >= 0 && 8 + length <= file.length, "invalid header length");
        require(file[8] == '{', "header must start with {");
        String text = new String(file, 8, (int) length, StandardCharsets.UTF_8);
        var rules = new SafetensorsRules(text);
        Object root = rules.value();
        require(text.substring(rules.at).isBlank(), "text after the header");
        return content((Map<?, ?>) root, 8 + (int) length, file.length);
    }

    private static Content content(Map<?, ?> root, int dataStart, int fileLength) {
        var metadata = new LinkedHashMap<String, String>();
        var arrays = new LinkedHashMap<String, Array>();
        long expected = 0;
        for (Map.Entry<?, ?> entry : root.entrySet()) {
            Map<?, ?> fields = (Map<?, ?>) entry.getValue();
            if (entry.getKey().equals("__metadata__")) {
                fields.forEach((key, value) -> metadata.put((String) key, (String) value));
                continue;
            }
            require(fields.keySet().equals(java.util.Set.of("dtype", "shape", "data_offsets")), "");
            Array array = array(fields);
            require(array.begin() == expected, "invalid offset: a hole or an overlap");
            require(array.begin() <= array.end(), "invalid offset: begin after end");
            expected = array.end();
            long bytes = SIZES.get(array.dtype());
            for (long size : array.shape()) {
                require(size >= 0, "negative size");
                bytes = Math.multiplyExact(bytes, size);
            }
            require(bytes == array.end() - array.begin(), "shape and offsets do not match");
            arrays.put((String) entry.getKey(), array);
        }
        require(dataStart + expected == fileLength, "the buffer is not used to its end");
        return new Content(metadata, arrays, dataStart);
    }

    private static Array array(Map<?, ?> fields) {
        var shape = new ArrayList<Long>();
        ((List<?>) fields.get("shape")).forEach(size -> shape.add((Long) size));
        List<?> offsets = (List<?>) fields.get("data_offsets");
        require(offsets.size() == 2, "two offsets");
        return new Array(
                (String) fields.get("dtype"), shape, (Long) offsets.get(0), (Long) offsets.get(1));
    }

    static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalStateException(message);
        }
    }

    private Object value() {
        return switch (json.charAt(at)) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> text();
            default -> number();
        };
    }

    private Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        at++;
        while (json.charAt(at) != '}') {
            String key = text();
            expect(':');
            require(object.put(key, value()) == null, "duplicate key " + key);
            separator('}');
        }
        at++;
        return object;
    }

    private List<Object> list() {
        var list = new ArrayList<>();
        at++;
        while (json.charAt(at) != ']') {
            list.add(value());
            separator(']');
        }
        at++;
        return list;
    }

    private void separator(char end) {
        if (json.charAt(at) != end) {
            expect(',');
            require(json.charAt(at) != end, "comma before the end");
        }
    }

    private void expect(char wanted) {
        require(json.charAt(at++) == wanted, "expected " + wanted);
    }

    private String text() {
        expect('"');
        var text = new StringBuilder();
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            require(c >= ' ', "control character in a text");
            text.append(c == '\\' ? escaped() : c);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char c = json.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(json.substring(at - 4, at), 16);
        }
        int which = "\"\\/bfnrt".indexOf(c);
        require(which >= 0, "unknown escape");
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private Long number() {
        int start = at;
        while (Character.isDigit(json.charAt(at))) {
            at++;
        }
        return Long.valueOf(json.substring(start, at));
    }
}
