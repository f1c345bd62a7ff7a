package dev.kindred.io;

import dev.kindred.internal.Suggestion;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An opened input: a plain file, gzip data or a member of a zip archive, unpacked. */
final class Source implements Closeable {
    private static final int BUFFER = 1 << 16;

    private static final Pattern OLD = Pattern.compile("(.*\\.dat|u\\.[a-z]+)(\\.gz)?");

    private final String name;
    private final String fileName; // in lower case
    private final InputStream in;
    private long read;

    private Source(String name, String fileName, InputStream in) {
        this.name = name;
        this.fileName = fileName;
        this.in = in;
    }

    /**
     * Opens an input.
     *
     * @param name a path, or {@code archive.zip!member}
     * @param usual names of members that are taken from an archive if the name has no member
     * @throws DataException if it cannot be read
     */
    static Source open(String name, List<String> usual) {
        Path path = Path.of(name);
        String member = null;
        for (int at = name.indexOf('!'); at > 0 && !Files.exists(path); ) {
            if (Files.isRegularFile(Path.of(name.substring(0, at)))) {
                path = Path.of(name.substring(0, at));
                member = name.substring(at + 1);
            }
            at = name.indexOf('!', at + 1);
        }
        if (name.indexOf('!') > 0 && Files.notExists(path)) {
            String archive = name.substring(0, name.indexOf('!'));
            throw missing(archive, Path.of(archive));
        }
        try {
            return open(name, path, member, usual);
        } catch (IOException e) {
            throw cannotOpen(name, path, e);
        }
    }

    private static Source open(String name, Path path, @Nullable String member, List<String> usual)
            throws IOException {
        check(name, path);
        InputStream file = buffered(new Pipe(Files.newInputStream(path)));
        try {
            Packing packing = Packing.of(file);
            if (packing == Packing.ZIP) {
                file.close();
                checkRegular(name, path);
                return ofMember(ZipMember.find(name, path, member, usual));
            }
            if (packing == Packing.NONE && (member != null || lower(path).endsWith(".zip"))) {
                throw new DataException("%s is not a zip archive".formatted(path));
            }
            return new Source(name, lower(path), unpacked(name, file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Data that come from elsewhere, as they are. */
    static Source of(String name, InputStream in) {
        return new Source(name, name, in);
    }

    private static Source ofMember(ZipMember member) throws IOException {
        InputStream in = member.open();
        try {
            return new Source(member.name(), member.fileName(), unpacked(member.name(), in));
        } catch (IOException e) {
            in.close();
            throw cannotOpen(member.name(), Path.of(member.archive().getName()), e);
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** A file or a pipe; before JDK 23 the stream of a pipe fails if it is asked what is there. */
    private static final class Pipe extends FilterInputStream {
        Pipe(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }

    private static void checkRegular(String name, Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DataException(
                    name + " is a zip archive in a pipe. Maybe write it to a file first");
        }
    }

    private static void check(String name, Path path) {
        if (name.isEmpty()) {
            throw new DataException("the name of a file to read is empty");
        }
        if (Files.isDirectory(path)) {
            String inside = Suggestion.closest("ratings.csv", names(path));
            throw new DataException(
                    "%s is a directory, not a file%s"
                            .formatted(
                                    name, inside == null ? "" : ". Maybe " + path.resolve(inside)));
        }
        if (Files.notExists(path)) {
            throw missing(name, path);
        }
    }

    private static DataException missing(String name, Path path) {
        if (name.equals("-")) {
            return new DataException("- does not exist. Maybe /dev/stdin");
        }
        Path folder = path.toAbsolutePath().getParent();
        Path file = path.getFileName();
        String close =
                folder == null || file == null
                        ? null
                        : Suggestion.closest(file.toString(), names(folder));
        String maybe = close == null ? "" : ". Maybe " + path.resolveSibling(close);
        return new DataException("%s does not exist%s".formatted(name, maybe));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(10_000).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of(); // without a list there is no suggestion
        }
    }

    /** Why a file cannot be opened. */
    static DataException cannotOpen(String name, Path path, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new DataException(
                    "%s may not be read: no permission. Maybe chmod u+r %s".formatted(name, path),
                    e);
        }
        return e instanceof EOFException
                ? new DataException(name + " breaks off at its start", e)
                : new DataException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
    }

    private static String lower(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER);
    }

    private static InputStream unpacked(String name, InputStream in) throws IOException {
        InputStream start = in.markSupported() ? in : buffered(in);
        Packing packing = Packing.of(start);
        if (packing == Packing.GZIP) {
            var packed = new BoundedInflation.Counted(start);
            return new BoundedInflation(new GZIPInputStream(packed, BUFFER), packed::count);
        }
        if (packing != Packing.NONE) {
            throw new DataException(packing.message(name));
        }
        if (name.toLowerCase(Locale.ROOT).endsWith(".gz") && !isAtEnd(start)) {
            throw new DataException(
                    "%s is not gzip data. Maybe it was unpacked and kept its name".formatted(name));
        }
        return start;
    }

    /** Whether nothing comes any more; the stream stays where it is. */
    static boolean isAtEnd(InputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next < 0;
    }

    /** The input as it was named, with the member that was chosen. */
    String name() {
        return name;
    }

    /** Whether text that is not UTF-8 is ISO-8859-1: MovieLens' files are older than UTF-8. */
    boolean mayBeLatin1() {
        return OLD.matcher(fileName).matches();
    }

    /**
     * Reads as {@link InputStream#read(byte[], int, int)}.
     *
     * @param line the line that is being read, for the error
     * @throws DataException if the data break off or are damaged
     */
    int read(byte[] into, int offset, int length, long line) {
        try {
            int got = in.read(into, offset, length);
            read += Math.max(got, 0);
            return got;
        } catch (EOFException e) {
            throw new DataException(
                    "%s breaks off in line %d, after %d unpacked bytes; nothing was kept. Maybe it was copied in part"
                            .formatted(name, line, read),
                    e);
        } catch (IOException e) {
            throw new DataException(
                    "%s cannot be read beyond line %d: %s; nothing was kept"
                            .formatted(name, line, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new DataException("%s cannot be closed: %s".formatted(name, e.getMessage()), e);
        }
    }
}
