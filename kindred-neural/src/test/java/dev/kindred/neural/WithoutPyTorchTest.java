package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.testkit.Datasets;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trained model is read and scores where no jar of DJL and PyTorch is on the class path. */
public class WithoutPyTorchTest {
    private static final List<String> TRAINING_ONLY = List.of("djl", "pytorch", "jna", "api-0");

    static Stream<Algorithm<?>> algorithms() {
        NcfConfig.Builder small = NcfConfig.builder().factors(4).hiddenLayers(List.of(5)).epochs(1);
        return Stream.of(
                Ncf.neuMf(small.build()),
                Ncf.mlp(small.mode(Mode.RATING).build()),
                new SasRec(SasRecConfig.builder().factors(4).epochs(1).maxLength(5).build()));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void scoresTheSame(Algorithm<?> algorithm, @TempDir Path folder) throws Exception {
        Dataset data = Datasets.random(1, 20, 15, 150);
        Model model = algorithm.fit(data, new FitContext(1, 1));
        Path file = folder.resolve("model");
        ModelFile.write(file, model, data);
        float[] expected = new float[15];
        model.score(History.of(2, 7, 4), expected);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader bare = bare()) {
            Thread.currentThread().setContextClassLoader(bare);
            assertThatThrownBy(() -> bare.loadClass("ai.djl.engine.Engine"))
                    .isInstanceOf(ClassNotFoundException.class);
            Object scores =
                    bare.loadClass(WithoutPyTorchTest.class.getName())
                            .getMethod("scores", String.class)
                            .invoke(null, file.toString());
            assertThat((float[]) scores).isEqualTo(expected);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Called in the bare class loader. */
    public static float[] scores(String file) throws IOException {
        Model model = ModelFile.read(Path.of(file)).model();
        float[] scores = new float[model.items().size()];
        model.score(History.of(2, 7, 4), scores);
        model.similarItems(1, new float[scores.length]);
        model.explain(History.of(2, 7), 4);
        model.save(new Tensors());
        return scores;
    }

    private static URLClassLoader bare() throws IOException {
        var urls = new java.util.ArrayList<URL>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = new File(part).getName();
            if (TRAINING_ONLY.stream().noneMatch(name::contains)) {
                urls.add(new File(part).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
