package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir private Path folder;

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertOnly(Path file, String content) throws IOException {
        assertThat(Files.readString(file)).isEqualTo(content);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theFileIsReplacedAsAWhole() throws IOException {
        Path file = folder.resolve("f");
        AtomicFile.write(file, channel -> channel.write(bytes("a long first content")));
        assertOnly(file, "a long first content");
        AtomicFile.write(
                file,
                channel -> {
                    channel.write(bytes("new"));
                    assertThat(Files.readString(file)).isEqualTo("a long first content");
                });
        assertOnly(file, "new");
    }

    @Test
    void aFailureHalfwayKeepsTheOldFileAndRemovesTheTemporaryOne() throws IOException {
        Path file = folder.resolve("f");
        AtomicFile.write(file, channel -> channel.write(bytes("old")));
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        channel -> {
                                            channel.write(bytes("half"));
                                            throw new IOException("disk full");
                                        }))
                .hasMessage(file + ": disk full");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        channel -> {
                                            throw new IllegalStateException("bug");
                                        }))
                .hasMessage("bug");
        assertOnly(file, "old");
    }

    @Test
    void aFileInTheWorkingFolderNeedsNoPath() throws IOException {
        Path file = Path.of("atomic-file-test.tmp");
        try {
            AtomicFile.write(file, channel -> channel.write(bytes("x")));
            assertThat(Files.readString(file)).isEqualTo("x");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
