package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    @TempDir Path folder;

    @Test
    void textsAndFilesHaveTheHashOfSha256sum() throws IOException {
        // printf hello | sha256sum
        String hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assertThat(Sha256.hex("hello")).isEqualTo(hello);
        assertThat(Sha256.hex(Files.writeString(folder.resolve("f"), "hello"))).isEqualTo(hello);
        // sha256sum /dev/null
        assertThat(Sha256.hex(""))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void aFileLongerThanTheBufferIsReadToItsEnd() throws IOException {
        byte[] bytes = new byte[200_000];
        bytes[199_999] = 1;
        Path file = Files.write(folder.resolve("f"), bytes);
        assertThat(Sha256.hex(file)).isEqualTo(Sha256.hex(Sha256.of(bytes)));
    }
}
