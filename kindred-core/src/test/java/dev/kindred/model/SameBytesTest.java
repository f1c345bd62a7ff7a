package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.testkit.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm, also in the modes that its own contract test does not choose. */
class SameBytesTest {
    private static final Dataset DATA = Datasets.random(21, 300, 120, 8000);
    private static final Dataset MANY_ITEMS = Datasets.random(22, 100, 1100, 9000);

    static Stream<String> algorithms() {
        Stream<String> all = Algorithms.all().stream().map(AlgorithmProvider::name);
        return Stream.concat(
                all,
                Stream.of(
                        "ials solver=cholesky",
                        "ials solver=block factors=20 blockSize=8",
                        "ials alpha=3 regularizationExponent=.7",
                        "bpr loss=warp validation=.1",
                        "ease dropout=.3 regularizationExponent=.4",
                        "ease neighbours=30",
                        "slim neighbours=30",
                        "slim regularization=.05 l1Ratio=.1",
                        "rp3beta secondCut=true alpha=.8 beta=.6",
                        "item-knn mode=rating",
                        "item-knn similarity=llr",
                        "item-knn weighting=bm25",
                        "user-knn mode=rating center=baseline",
                        "user-knn similarity=pearson mode=rating"));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void oneAndTwoThreadsWriteTheSameFile(String algorithm, @TempDir Path folder)
            throws IOException {
        assertSameBytes(algorithm, DATA, folder);
    }

    /** From 1001 items on ease computes in float and in tiles. */
    @ParameterizedTest
    @MethodSource("algorithmsOnManyItems")
    void oneAndTwoThreadsWriteTheSameFileOfManyItems(String algorithm, @TempDir Path folder)
            throws IOException {
        assertSameBytes(algorithm, MANY_ITEMS, folder);
    }

    static Stream<String> algorithmsOnManyItems() {
        return Stream.of("ease", "rp3beta", "item-knn", "ials", "slim neighbours=50");
    }

    private static void assertSameBytes(String algorithm, Dataset data, Path folder)
            throws IOException {
        byte[] one = bytes(algorithm, data, folder, 1);
        byte[] two = bytes(algorithm, data, folder, 2);
        assertThat(Arrays.mismatch(one, two)).as("first byte that differs").isEqualTo(-1);
    }

    private static byte[] bytes(String algorithm, Dataset data, Path folder, int threads)
            throws IOException {
        String[] words = algorithm.split(" ");
        Map<String, String> settings = new HashMap<>();
        for (String setting : Arrays.asList(words).subList(1, words.length)) {
            settings.put(setting.split("=")[0], setting.split("=")[1]);
        }
        Model model =
                Algorithms.create(words[0], null, settings).fit(data, new FitContext(5, threads));
        Path file = folder.resolve("model");
        ModelFile.write(file, model, data);
        return Files.readAllBytes(file);
    }
}
