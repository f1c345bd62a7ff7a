package dev.kindred.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named arrays with shapes, and a map of texts: what a model file holds, in memory. The arrays are
 * shared, not copied.
 *
 * <p>Array types and their names in the file: {@code byte[]} U8, {@code int[]} I32, {@code long[]}
 * I64, {@code float[]} F32, {@code double[]} F64.
 */
public final class Tensors {
    private static final String UTF8 = ".utf8";
    private static final String OFFSETS = ".offsets";

    private final Map<String, Tensor> arrays = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /**
     * One array.
     *
     * @param data {@code byte[]}, {@code int[]}, {@code long[]}, {@code float[]} or {@code
     *     double[]}
     * @param shape sizes of the dimensions, row-major; their product is the length of the array
     */
    public record Tensor(Object data, long... shape) {
        public Tensor {
            TensorType type = TensorType.of(data);
            if (type == null) {
                throw new IllegalArgumentException(
                        "a tensor holds byte[], int[], long[], float[] or double[], not "
                                + data.getClass().getSimpleName());
            }
            if (TensorType.elements(shape) != type.length(data)) {
                throw new IllegalArgumentException(
                        "shape %s does not hold the %d elements of the array"
                                .formatted(Arrays.toString(shape), type.length(data)));
            }
        }
    }

    public Tensors put(String name, byte[] data) {
        return put(name, new Tensor(data, data.length));
    }

    public Tensors put(String name, int[] data) {
        return put(name, new Tensor(data, data.length));
    }

    public Tensors put(String name, long[] data) {
        return put(name, new Tensor(data, data.length));
    }

    public Tensors put(String name, float[] data) {
        return put(name, new Tensor(data, data.length));
    }

    public Tensors put(String name, double[] data) {
        return put(name, new Tensor(data, data.length));
    }

    /**
     * Adds a list of texts: {@code NAME.utf8}, their UTF-8 bytes, and {@code NAME.offsets}, where
     * each starts and, at the end, their length. A lone surrogate, which is no text, becomes a
     * question mark.
     */
    public Tensors putTexts(String name, Collection<String> texts) {
        int[] offsets = new int[texts.size() + 1];
        var all = new ByteArrayOutputStream();
        int n = 0;
        for (String text : texts) {
            all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            offsets[++n] = all.size();
        }
        return put(name + UTF8, all.toByteArray()).put(name + OFFSETS, offsets);
    }

    /** Adds an array; a name given twice is an error. */
    public Tensors put(String name, Tensor tensor) {
        if (arrays.putIfAbsent(name, tensor) != null) {
            throw new IllegalArgumentException("tensor \"%s\" is given twice".formatted(name));
        }
        return this;
    }

    /** Adds a text to the metadata. */
    public Tensors meta(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    public Map<String, Tensor> arrays() {
        return Collections.unmodifiableMap(arrays);
    }

    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    public boolean has(String name) {
        return arrays.containsKey(name);
    }

    public byte[] bytes(String name) {
        return get(name, byte[].class);
    }

    public int[] ints(String name) {
        return get(name, int[].class);
    }

    public long[] longs(String name) {
        return get(name, long[].class);
    }

    /**
     * Finite numbers.
     *
     * @throws DataException if the array is not there, has another type, or holds NaN or infinity
     */
    public float[] floats(String name) {
        float[] numbers = get(name, float[].class);
        for (int k = 0; k < numbers.length; k++) {
            check(name, k, numbers[k], Float.isFinite(numbers[k]), "finite numbers");
        }
        return numbers;
    }

    /**
     * Finite numbers.
     *
     * @throws DataException if the array is not there, has another type, or holds NaN or infinity
     */
    public double[] doubles(String name) {
        double[] numbers = get(name, double[].class);
        for (int k = 0; k < numbers.length; k++) {
            check(name, k, numbers[k], Double.isFinite(numbers[k]), "finite numbers");
        }
        return numbers;
    }

    /** As {@link #doubles}, but NaN may stand for no number. */
    public double[] doublesOrNone(String name) {
        double[] numbers = get(name, double[].class);
        for (int k = 0; k < numbers.length; k++) {
            boolean good = !Double.isInfinite(numbers[k]);
            check(name, k, numbers[k], good, "finite numbers or NaN");
        }
        return numbers;
    }

    /** As {@link #doubles}, but infinity may stand for no limit. */
    public double[] limits(String name) {
        double[] numbers = get(name, double[].class);
        for (int k = 0; k < numbers.length; k++) {
            check(name, k, numbers[k], !Double.isNaN(numbers[k]), "numbers");
        }
        return numbers;
    }

    /**
     * The texts that {@link #putTexts} added.
     *
     * @throws DataException if they are not there, or the offsets do not rise from 0 to the end
     */
    public List<String> texts(String name) {
        byte[] all = bytes(name + UTF8);
        int[] offsets = rising(name + OFFSETS, all.length);
        var texts = new ArrayList<String>(offsets.length);
        for (int n = 0; n + 1 < offsets.length; n++) {
            int length = offsets[n + 1] - offsets[n];
            texts.add(new String(all, offsets[n], length, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /**
     * Offsets into another array, at least one.
     *
     * @throws DataException if they do not rise from 0 to the end of that array
     */
    public int[] rising(String name, int end) {
        int[] offsets = ints(name);
        boolean rises = offsets.length > 0 && offsets[0] == 0 && offsets[offsets.length - 1] == end;
        for (int n = 0; n + 1 < offsets.length && rises; n++) {
            rises = offsets[n] <= offsets[n + 1];
        }
        if (!rises) {
            throw new DataException("%s must rise from 0 to %d".formatted(name, end));
        }
        return offsets;
    }

    /** A model that holds NaN or infinity would answer with them, or fail while it is asked. */
    private static void check(String name, int at, double value, boolean good, String what) {
        if (!good) {
            throw new DataException(
                    "tensor \"%s\" must hold %s, but number %d is %s"
                            .formatted(name, what, at + 1, value));
        }
    }

    /** The shape of an array. */
    public long[] shape(String name) {
        return tensor(name).shape();
    }

    private <A> A get(String name, Class<A> type) {
        Object data = tensor(name).data();
        if (!type.isInstance(data)) {
            throw new DataException(
                    "tensor \"%s\" holds %s, not %s"
                            .formatted(
                                    name, data.getClass().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(data);
    }

    private Tensor tensor(String name) {
        Tensor tensor = arrays.get(name);
        if (tensor == null) {
            throw new DataException(
                    "tensor \"%s\" is missing; there are %s".formatted(name, arrays.keySet()));
        }
        return tensor;
    }
}
