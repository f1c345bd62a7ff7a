package dev.kindred.neural;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One step of training: arrays go in, a loss and gradients come out. Everything that PyTorch
 * allocates for a step is freed at its end; the buffers for what goes in are kept for the next.
 */
final class Step implements AutoCloseable {
    private static final int CACHE_LINE = 64;

    private final Engine engine;
    private final NDManager root;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private NDManager manager;
    private int used;

    Step(Engine engine) {
        this.engine = engine;
        this.root = engine.newBaseManager();
        this.manager = root.newSubManager();
    }

    /** Runs a step: what {@code loss} builds is differentiated. */
    double run(Supplier<NDArray> loss) {
        Torch.LOCK.lock();
        try (GradientCollector collector = engine.newGradientCollector()) {
            NDArray value = loss.get();
            collector.backward(value);
            return value.toFloatArray()[0];
        } finally {
            Torch.LOCK.unlock();
        }
    }

    /** Frees what the last step made, its gradients included. */
    void clear() {
        manager.close();
        manager = root.newSubManager();
        used = 0;
    }

    private ByteBuffer bytes(int floats) {
        int size = Math.multiplyExact(floats, Float.BYTES);
        if (used == buffers.size()) {
            buffers.add(aligned(size));
        } else if (buffers.get(used).capacity() < size) {
            buffers.set(used, aligned(size));
        }
        ByteBuffer whole = buffers.get(used++);
        return whole.slice(0, size).order(whole.order());
    }

    /** PyTorch's sums may differ in the last bit with where an array starts in a cache line. */
    private static ByteBuffer aligned(int size) {
        int whole = (size + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
        return ByteBuffer.allocateDirect(whole + CACHE_LINE)
                .alignedSlice(CACHE_LINE)
                .slice(0, whole)
                .order(ByteOrder.nativeOrder());
    }

    /** An array that takes part in the step and is not trained. */
    NDArray constant(Filler filler, long... shape) {
        var dimensions = new Shape(shape);
        ByteBuffer bytes = bytes(Math.toIntExact(dimensions.size()));
        filler.fill(bytes.asFloatBuffer());
        return manager.create(bytes, dimensions, DataType.FLOAT32);
    }

    /**
     * An array times a number. {@code NDArray.mul(Number)} must not be used in a step: DJL frees
     * the number's memory at once, and the way back reads it.
     */
    NDArray times(NDArray array, float factor) {
        return array.mul(constant(buffer -> buffer.put(factor), 1));
    }

    /** An array whose gradient is wanted. */
    NDArray leaf(Filler filler, long... shape) {
        NDArray array = constant(filler, shape);
        array.setRequiresGradient(true);
        return array;
    }

    /** A matrix of parameters whose gradient is wanted. */
    NDArray leaf(Weights weights) {
        return leaf(buffer -> buffer.put(weights.values()), weights.rows(), weights.width());
    }

    /** Whole numbers. */
    NDArray rows(long[] rows) {
        return manager.create(rows);
    }

    /** The gradient of a leaf. */
    static FloatBuffer gradient(NDArray leaf) {
        ByteBuffer bytes = leaf.getGradient().toByteBuffer(true);
        return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** The number of arrays that are held beyond the steps. */
    int held() {
        return root.getManagedArrays().size();
    }

    /** The size of the buffers for what goes in. */
    long bytes() {
        return buffers.stream().mapToLong(ByteBuffer::capacity).sum();
    }

    /** Writes an array's numbers. */
    @FunctionalInterface
    interface Filler {
        void fill(FloatBuffer target);
    }

    @Override
    public void close() {
        manager.close();
        root.close();
    }
}
