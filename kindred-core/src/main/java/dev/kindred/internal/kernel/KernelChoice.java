package dev.kindred.internal.kernel;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Chooses the kernels once, when they are first asked for. */
final class KernelChoice {
    static final @Nullable Kernels VECTOR = loadVector();
    static final Kernels CHOSEN;
    static final String REASON;

    private static final String MODULE = "jdk.incubator.vector";

    static {
        String forced = System.getProperty(Kernels.PROPERTY, "");
        CHOSEN = choose(forced, VECTOR, Kernels.plain(), usefulLanes());
        REASON = "kernels: " + CHOSEN.description() + " (" + why(forced) + ")";
    }

    private KernelChoice() {}

    /**
     * @param useful fewest columns of a tile with which vectors are of use
     */
    static Kernels choose(String forced, @Nullable Kernels vector, Kernels plain, int useful) {
        return switch (forced) {
            case "plain" -> plain;
            case "vector" -> {
                if (vector == null) {
                    throw new IllegalStateException(
                            "%s=vector needs the module %s. Maybe start Java with --add-modules %s."
                                    .formatted(Kernels.PROPERTY, MODULE, MODULE));
                }
                yield vector;
            }
            case "" -> vector != null && vector.tileColumns() >= useful ? vector : plain;
            default ->
                    throw new IllegalStateException(
                            "%s must be plain or vector, but is \"%s\""
                                    .formatted(Kernels.PROPERTY, forced));
        };
    }

    /**
     * On x86, vectors of 4 floats mean a processor without fused multiply-add, which the vector
     * kernels live on. A tile is two vectors wide.
     */
    private static int usefulLanes() {
        boolean x86 = System.getProperty("os.arch", "").matches("amd64|x86_64|x86|i386");
        return x86 ? 16 : 8;
    }

    private static String why(String forced) {
        if (!forced.isEmpty()) {
            return "-D" + Kernels.PROPERTY + "=" + forced;
        }
        if (VECTOR == null) {
            return "start Java with --add-modules " + MODULE + " for faster ones";
        }
        return CHOSEN == VECTOR
                ? "module " + MODULE + " is there"
                : "this machine's vectors are too short";
    }

    private static @Nullable Kernels loadVector() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return null; // the class must not even be looked at: it cannot be linked
        }
        return ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader())
                .findFirst()
                .orElse(null);
    }
}
