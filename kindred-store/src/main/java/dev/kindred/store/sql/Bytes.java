package dev.kindred.store.sql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Numbers as they are stored: little-endian, one after the other. */
final class Bytes {
    private Bytes() {}

    static byte @Nullable [] of(float @Nullable [] numbers) {
        if (numbers == null) {
            return null;
        }
        ByteBuffer buffer = buffer(numbers.length * Float.BYTES);
        buffer.asFloatBuffer().put(numbers);
        return buffer.array();
    }

    static float @Nullable [] floats(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var numbers = new float[bytes.length / Float.BYTES];
        little(bytes).asFloatBuffer().get(numbers);
        return numbers;
    }

    static byte[] of(int[] numbers) {
        ByteBuffer buffer = buffer(numbers.length * Integer.BYTES);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    static int[] ints(byte[] bytes) {
        var numbers = new int[bytes.length / Integer.BYTES];
        little(bytes).asIntBuffer().get(numbers);
        return numbers;
    }

    static byte[] of(double[] numbers) {
        ByteBuffer buffer = buffer(numbers.length * Double.BYTES);
        buffer.asDoubleBuffer().put(numbers);
        return buffer.array();
    }

    static double[] doubles(byte[] bytes) {
        var numbers = new double[bytes.length / Double.BYTES];
        little(bytes).asDoubleBuffer().get(numbers);
        return numbers;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
