package dev.kindred.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Real data sets that are not part of the repository. Tests that read them are tagged {@value #TAG}
 * and left out at discovery where the folder is absent. The folder is {@code ../shared/data} beside
 * the repository, or what {@code -Dkindred.data=DIR} names.
 */
public final class ExternalData implements PostDiscoveryFilter {
    /** The tag of tests that need the folder. */
    public static final String TAG = "data";

    /** The root of the repository. */
    public static Path root() {
        String named = System.getProperty("kindred.root");
        Path at = named != null ? Path.of(named) : Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("demo/movielens-small"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("the repository's root was not found");
        }
        return at;
    }

    /** A file of the bundled demo data. */
    public static Path movielensSmall(String file) {
        return root().resolve("demo/movielens-small").resolve(file);
    }

    /** The folder of the data sets; may be absent. */
    public static Path folder() {
        String named = System.getProperty("kindred.data");
        return named != null && !named.isBlank()
                ? Path.of(named)
                : root().resolveSibling("shared").resolve("data");
    }

    /** A file of the folder. */
    public static Path file(String path) {
        return folder().resolve(path);
    }

    @Override
    public FilterResult apply(TestDescriptor test) {
        return FilterResult.includedIf(
                !test.getTags().contains(TestTag.create(TAG)) || Files.isDirectory(folder()),
                () -> "data folder present or not needed",
                () -> "no data folder " + folder());
    }
}
