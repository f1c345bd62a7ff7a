package dev.kindred.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The array types of a tensor file, by the names that they have there. */
enum TensorType {
    U8(1),
    I32(4),
    I64(8),
    F32(4),
    F64(8);

    /** Bytes of one element. */
    final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** The type of an array, or null for what is no array of these types. */
    static @Nullable TensorType of(Object array) {
        if (array instanceof byte[]) {
            return U8;
        } else if (array instanceof int[]) {
            return I32;
        } else if (array instanceof long[]) {
            return I64;
        } else if (array instanceof float[]) {
            return F32;
        }
        return array instanceof double[] ? F64 : null;
    }

    /** The type of a name, or null. */
    static @Nullable TensorType named(String name) {
        for (TensorType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** The product of the sizes, or -1 if one is negative or the product is above a long. */
    static long elements(long... shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0 || size > 0 && product > Long.MAX_VALUE / size) {
                return -1;
            }
            product *= size;
        }
        return product;
    }

    int length(Object array) {
        return switch (this) {
            case U8 -> ((byte[]) array).length;
            case I32 -> ((int[]) array).length;
            case I64 -> ((long[]) array).length;
            case F32 -> ((float[]) array).length;
            case F64 -> ((double[]) array).length;
        };
    }

    Object newArray(int length) {
        return switch (this) {
            case U8 -> new byte[length];
            case I32 -> new int[length];
            case I64 -> new long[length];
            case F32 -> new float[length];
            case F64 -> new double[length];
        };
    }

    /** Writes elements at the buffer's start; the buffer ends up ready to be drained. */
    void encode(Object array, int from, int count, ByteBuffer out) {
        out.clear().limit(count * bytes);
        switch (this) {
            case U8 -> out.duplicate().put((byte[]) array, from, count);
            case I32 -> out.asIntBuffer().put((int[]) array, from, count);
            case I64 -> out.asLongBuffer().put((long[]) array, from, count);
            case F32 -> out.asFloatBuffer().put((float[]) array, from, count);
            case F64 -> out.asDoubleBuffer().put((double[]) array, from, count);
        }
    }

    /** Reads elements from the buffer's position to its limit. */
    void decode(ByteBuffer in, Object array, int from, int count) {
        switch (this) {
            case U8 -> in.duplicate().get((byte[]) array, from, count);
            case I32 -> in.asIntBuffer().get((int[]) array, from, count);
            case I64 -> in.asLongBuffer().get((long[]) array, from, count);
            case F32 -> in.asFloatBuffer().get((float[]) array, from, count);
            case F64 -> in.asDoubleBuffer().get((double[]) array, from, count);
        }
    }
}
