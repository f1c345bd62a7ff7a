package dev.kindred.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the data folder that a process keeps locked as long as it lives, however it ends: whose
 * file can be locked by another one is dead. Where the file system knows no locks nothing is told
 * of anybody.
 */
final class ProcessMark implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessMark.class);

    /** Of this process: opening and closing such a file would let go of its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final @Nullable FileChannel channel;

    private ProcessMark(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    private static Path folder(Path data) {
        return data.toAbsolutePath().normalize().resolve("processes");
    }

    /** Marks a process as alive. */
    static ProcessMark take(Path data, String process) {
        Path file = folder(data).resolve(process);
        HELD.add(file);
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new ProcessMark(file, channel);
            }
            channel.close();
        } catch (IOException e) {
            LOGGER.warn("{} cannot be locked: {}", file, e.getMessage());
        }
        return new ProcessMark(file, null);
    }

    /** The processes that used the folder, and have died. */
    static List<String> dead(Path data) {
        var dead = new ArrayList<String>();
        if (Files.isDirectory(folder(data))) {
            try (Stream<Path> files = Files.list(folder(data))) {
                files.filter(ProcessMark::isFree)
                        .forEach(file -> dead.add(String.valueOf(file.getFileName())));
            } catch (IOException e) {
                LOGGER.warn("{} cannot be read: {}", folder(data), e.getMessage());
            }
        }
        return dead;
    }

    private static boolean isFree(Path file) {
        if (HELD.contains(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Forgets a process that has died. */
    static void remove(Path data, String process) {
        try {
            Files.deleteIfExists(folder(data).resolve(process));
        } catch (IOException e) {
            LOGGER.warn("The mark of an ended process stays: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOGGER.warn("{} stays: {}", file, e.getMessage());
        } finally {
            HELD.remove(file);
        }
    }
}
