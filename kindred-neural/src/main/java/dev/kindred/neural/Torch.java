package dev.kindred.neural;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import dev.kindred.model.FitException;
import dev.kindred.model.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * PyTorch, started at the first training: wholly from the class path, nothing is downloaded. One
 * thread per operation, unless the system property {@code ai.djl.pytorch.num_threads} says
 * otherwise.
 */
final class Torch {
    /**
     * Gradients are collected for the whole process, so steps of different trainings take turns.
     */
    static final ReentrantLock LOCK = new ReentrantLock();

    private static final String ENGINE = "PyTorch";

    private Torch() {}

    /**
     * The engine.
     *
     * @throws FitException if it cannot be started
     */
    static Engine engine(Progress progress) {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.default_engine", ENGINE);
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
        try {
            Path cache = Utils.getEngineCacheDir(ENGINE.toLowerCase(java.util.Locale.ROOT));
            if (!Files.isDirectory(cache)) {
                progress.tell("unpacking PyTorch (430 MB, once) to " + cache);
            }
            return Engine.getEngine(ENGINE);
        } catch (RuntimeException | LinkageError e) {
            throw new FitException(
                    "PyTorch could not be started: %s. Maybe ai.djl.pytorch:pytorch-native-cpu for this system is not on the class path."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
