package dev.kindred.server.api.data;

import dev.kindred.server.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the bodies of imports in files until they were read. What a server left behind that was
 * killed is removed when the next one takes the folder.
 */
final class Uploads {
    private static final String ENDING = ".upload";
    private static final long ROOM = 64L << 20; // bytes of the disk that are left to others
    private static final int PIECE = 1 << 16;
    private static final int LOOK = 16 << 20; // bytes until the disk is looked at again

    private final Path folder;

    Uploads(Path folder) throws IOException {
        this.folder = folder;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path left : files.filter(file -> file.toString().endsWith(ENDING)).toList()) {
                    Files.deleteIfExists(left);
                }
            }
        }
    }

    /**
     * Writes a body into a new file.
     *
     * @param length that it is said to have; below 0 if nothing is said
     * @throws Problem 507 if the disk has no room for it; what was written is gone then, as after
     *     any other failure
     */
    Path keep(InputStream body, long length) throws IOException {
        Files.createDirectories(folder);
        checkRoom(Math.max(0, length));
        Path file = Files.createTempFile(folder, "import", ENDING);
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(body, out);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
        return file;
    }

    private void copy(InputStream body, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        long unlooked = 0;
        for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
            unlooked += n;
            if (unlooked >= LOOK) {
                checkRoom(unlooked);
                unlooked = 0;
            }
            write(out, piece, n);
        }
    }

    private static void write(OutputStream out, byte[] piece, int length) {
        try {
            out.write(piece, 0, length);
        } catch (IOException e) {
            throw noRoom();
        }
    }

    private void checkRoom(long wanted) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() - wanted < ROOM) {
            throw noRoom();
        }
    }

    private static Problem noRoom() {
        return Problem.of(
                507,
                "full",
                "Insufficient storage",
                "the disk has no room for the import; nothing was stored");
    }

    /** The files that wait or are being read. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
