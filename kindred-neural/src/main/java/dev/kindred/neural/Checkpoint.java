package dev.kindred.neural;

import dev.kindred.io.TensorFile;
import dev.kindred.io.Tensors;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.ModelInfo;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a training after its last whole epoch, in a file: parameters, running means, and the
 * best epoch so far. A training that goes on from it ends with the same model as one that was not
 * interrupted.
 */
final class Checkpoint {
    private final @Nullable Path file;
    private final Map<String, String> identity;

    /** The checkpoint of a training; does nothing if the context names no file. */
    Checkpoint(ModelInfo info, FitContext context) {
        this.file = context.checkpoint();
        this.identity = new TreeMap<>();
        info.config().forEach((name, value) -> identity.put("config." + name, value));
        identity.put("algorithm", info.algorithm());
        identity.put("fingerprint", info.fingerprint());
        identity.put("seed", Long.toString(info.seed()));
        identity.put("version", info.version());
    }

    /**
     * What was kept, or null if there is nothing.
     *
     * @throws FitException if it belongs to another training, or cannot be read
     */
    @Nullable Tensors read() {
        if (file == null || !Files.exists(file)) {
            return null;
        }
        try {
            Tensors in = TensorFile.read(file);
            identity.forEach((name, value) -> requireSame(name, value, in.metadata().get(name)));
            return in;
        } catch (IOException | RuntimeException e) {
            throw new FitException(
                    "the checkpoint cannot be used: %s. Maybe remove %s to start anew."
                            .formatted(e.getMessage(), file),
                    e);
        }
    }

    private static void requireSame(String name, String wanted, @Nullable String found) {
        if (!wanted.equals(found)) {
            throw new IllegalArgumentException(
                    "its %s is %s, but that of this training is %s".formatted(name, found, wanted));
        }
    }

    boolean isWanted() {
        return file != null;
    }

    /** Keeps a state, whole or not at all. */
    void write(Tensors state) {
        if (file == null) {
            return;
        }
        identity.forEach(state::meta);
        try {
            TensorFile.write(file, state);
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("interrupted");
        } catch (IOException e) {
            throw new FitException("the checkpoint %s cannot be written: %s".formatted(file, e), e);
        }
    }

    /** Removes the file: the training has ended. */
    void remove() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FitException("the checkpoint %s cannot be removed: %s".formatted(file, e), e);
        }
    }
}
