package dev.kindred.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: into a
 * temporary file in the same folder, forced to the disk, then moved. If anything fails, the
 * temporary file is removed and the old content stays.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces a file.
     *
     * @throws IOException if the folder does not exist, something other than a regular file has the
     *     name, or writing fails
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    file.toString(), null, "the folder %s does not exist".formatted(folder));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        Path temporary = null;
        try {
            temporary = temporary(file, folder);
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            move(temporary, file);
            temporary = null;
            forceFolder(folder);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // The system says "No space left on device", but not where.
            var named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        } finally {
            deleteIfThere(temporary);
        }
    }

    /** A new file; unlike Files.createTempFile, readable for those whom the umask allows. */
    private static Path temporary(Path file, Path folder) throws IOException {
        while (true) {
            String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
            Path name = folder.resolve(".%s.%s.tmp".formatted(file.getFileName(), suffix));
            try {
                return Files.createFile(name);
            } catch (FileAlreadyExistsException e) {
                continue; // somebody else's; another name will do
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The move itself survives a power cut only once the folder is on the disk. */
    private static void forceFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // not every system can; the file is complete either way
        }
    }

    private static void deleteIfThere(@Nullable Path temporary) throws IOException {
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
