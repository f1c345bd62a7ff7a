package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.http.Problem;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    @TempDir private Path folder;

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsABodyAsItCame() throws IOException {
        Path file = new Uploads(folder.resolve("new")).keep(body("a\nb\n"), 4);
        assertThat(file).hasContent("a\nb\n");
    }

    @Test
    void ofABodyThatBreaksOffNothingStays() throws IOException {
        var uploads = new Uploads(folder);
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new EOFException("gone");
                    }
                };
        assertThatThrownBy(() -> uploads.keep(new SequenceInputStream(body("a"), broken), -1))
                .isInstanceOf(EOFException.class);
        assertThat(uploads.files()).isEmpty();
    }

    @Test
    void refusesWhatTheDiskHasNoRoomFor() throws IOException {
        var uploads = new Uploads(folder);
        assertThatThrownBy(() -> uploads.keep(body("a"), Long.MAX_VALUE / 2))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(507));
        assertThat(uploads.files()).isEmpty();
    }

    @Test
    void removesWhatAServerLeftThatWasKilledAndNothingElse() throws IOException {
        Path left = new Uploads(folder).keep(body("a"), 1);
        Path other = Files.writeString(folder.resolve("other"), "b");
        assertThat(new Uploads(folder).files()).containsExactly(other);
        assertThat(left).doesNotExist();
    }
}
