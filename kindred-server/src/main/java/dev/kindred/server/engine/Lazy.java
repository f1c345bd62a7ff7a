package dev.kindred.server.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something made at its first use, by one thread; what its making throws is thrown each time. */
final class Lazy<T extends Object> {
    private @Nullable Supplier<T> maker;
    private volatile @Nullable T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T known = value;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = value;
            if (known == null && maker != null) {
                known = maker.get();
                value = known;
                maker = null;
            }
        }
        if (known == null) {
            throw new IllegalStateException("nothing was made");
        }
        return known;
    }

    /** What was made so far, or null. */
    @Nullable T peek() {
        return value;
    }
}
