package dev.kindred.store.sql;

import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second process out of a folder; the system lets go of it when the process dies. */
final class FolderLock implements AutoCloseable {
    /**
     * What this process holds. The system's lock belongs to the process, and closing any other
     * channel to the file would lose it: a second one must not even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FolderLock take(Path folder) {
        try {
            Path file = folder.toRealPath().resolve("kindred.lock");
            if (!HELD.add(file)) {
                throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new FolderLock(file, locked(folder, file));
            } catch (IOException | RuntimeException e) {
                HELD.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "cannot lock " + folder, e);
        }
    }

    private static FileChannel locked(Path folder, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            String pid = Files.readString(file, StandardCharsets.US_ASCII);
            throw inUse(folder, pid.isEmpty() ? "unknown" : pid);
        }
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static StoreException inUse(Path folder, String pid) {
        return new StoreException(
                Reason.LOCKED, "the store in %s is in use by process %s".formatted(folder, pid));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "cannot let go of " + file, e);
        } finally {
            HELD.remove(file);
        }
    }
}
