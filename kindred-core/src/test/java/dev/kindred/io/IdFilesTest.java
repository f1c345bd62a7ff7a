package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdFilesTest extends FileTest {
    @Test
    void readsAnIdPerLine() {
        assertThat(IdFiles.read(data("\uFEFFu1\r\n\r\n  a b \n,;|\"\u00e9\n42")))
                .containsExactly("u1", "a b", ",;|\"\u00e9", "42");
        assertThat(IdFiles.read(file("ids.gz", gzip("b\na\nb\n")))).containsExactly("b", "a", "b");
        assertThat(IdFiles.read(file("ids.zip", zip("ids.txt", "a\n")))).containsExactly("a");
    }

    @Test
    void whatHoldsNoIdsIsRefusedWithTheLine() {
        assertNone(data(""), "data is empty");
        assertNone(data("\n \n"), "is empty: it holds blank lines only");
        assertNone(
                file("latin1", new byte[] {'a', '\n', (byte) 0xe9, '\n'}), "line 2", "not valid");
        assertNone(data("a\n" + "x".repeat(257)), "line 2: the id has more than 256 bytes");
        assertNone(data("x".repeat(3 << 20)), "line 1: the id has more than 256 bytes");
        assertNone(file("b", new byte[1000]), "holds binary data");
        assertNone(folder.toString(), "is a directory");
        assertNone(folder.resolve("none").toString(), "does not exist");
    }

    private static void assertNone(String source, String... words) {
        assertThatThrownBy(() -> IdFiles.read(source))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(words);
    }
}
