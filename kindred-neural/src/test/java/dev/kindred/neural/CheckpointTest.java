package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.Model;
import dev.kindred.testkit.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
    @TempDir private Path folder;

    private final Dataset data = Datasets.random(4, 40, 30, 500);

    private static NcfConfig.Builder small() {
        return NcfConfig.builder()
                .factors(6)
                .hiddenLayers(List.of(8))
                .dropout(0.2)
                .epochs(4)
                .batchSize(50)
                .validation(0.3)
                .patience(9);
    }

    static Stream<Algorithm<?>> algorithms() {
        return Stream.of(
                Ncf.neuMf(small().build()),
                Ncf.neuMf(small().pretraining(2).build()),
                Ncf.mlp(small().mode(Mode.RATING).build()),
                new SasRec(
                        SasRecConfig.builder()
                                .factors(8)
                                .maxLength(9)
                                .epochs(4)
                                .validation(0.3)
                                .patience(9)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anInterruptedTrainingGoesOnToTheSameModel(Algorithm<?> algorithm) {
        Path file = folder.resolve("state");
        FitContext whole = new FitContext(5, 1);
        FitContext kept = whole.withCheckpoint(file);
        FitContext interrupted =
                kept.withProgress(
                        (stage, done, total, note) -> {
                            if (done == 3) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThatThrownBy(() -> algorithm.fit(data, interrupted))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).exists();
        assertSame(algorithm.fit(data, kept), algorithm.fit(data, whole));
        assertThat(file).doesNotExist();
    }

    private static void assertSame(Model actual, Model expected) {
        var ours = new Tensors();
        var theirs = new Tensors();
        actual.save(ours);
        expected.save(theirs);
        assertThat(ours.arrays()).hasSameSizeAs(theirs.arrays());
        theirs.arrays()
                .forEach(
                        (name, tensor) ->
                                assertThat(Objects.requireNonNull(ours.arrays().get(name)).data())
                                        .as(name)
                                        .isEqualTo(tensor.data()));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() throws Exception {
        Path file = folder.resolve("state");
        var interrupted =
                new FitContext(
                        5,
                        1,
                        (stage, done, total, note) -> {
                            if (done == 2) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        file);
        assertThatThrownBy(() -> Ncf.neuMf(small().build()).fit(data, interrupted))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        byte[] before = Files.readAllBytes(file);
        FitContext next = new FitContext(5, 1).withCheckpoint(file);
        assertThatThrownBy(() -> Ncf.neuMf(small().factors(7).build()).fit(data, next))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "the checkpoint cannot be used: its config.factors is 6, but that of this training is 7. Maybe remove %s to start anew.",
                        file);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
