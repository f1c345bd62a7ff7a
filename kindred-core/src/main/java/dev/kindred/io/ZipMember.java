package dev.kindred.io;

import dev.kindred.internal.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A member of a zip archive.
 *
 * @param archive the archive; {@link #open} hands it over to the stream
 * @param entry the member
 * @param name path of the archive, "!", name of the member
 */
record ZipMember(ZipFile archive, ZipEntry entry, String name) {
    private static final int LISTED = 20;
    private static final Pattern NO_DATA =
            Pattern.compile(
                    "(?i)(.*/)?(__macosx/.*|\\..*|readme.*|licen[cs]e.*|copying.*|.*\\.(md|pdf|html?|pl|sh|py))");

    /** Finds the named member, or the only one that can be meant. */
    static ZipMember find(String name, Path path, @Nullable String member, List<String> usual)
            throws IOException {
        ZipFile archive = opened(path);
        try {
            List<? extends ZipEntry> entries =
                    archive.stream().filter(entry -> !entry.isDirectory()).toList();
            ZipEntry entry =
                    member == null ? only(name, entries, usual) : named(path, entries, member);
            return new ZipMember(archive, entry, path + "!" + BadLine.printable(entry.getName()));
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static ZipFile opened(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw new DataException(
                    "%s is a damaged zip archive: %s. Maybe it was copied in part"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static ZipEntry only(
            String name, List<? extends ZipEntry> entries, List<String> usual) {
        if (entries.stream().anyMatch(entry -> entry.getName().equals("xl/workbook.xml"))) {
            throw new DataException(
                    name + " is a spreadsheet. Maybe save it as CSV in the spreadsheet program");
        }
        List<? extends ZipEntry> data =
                entries.stream().filter(e -> !NO_DATA.matcher(e.getName()).matches()).toList();
        List<? extends ZipEntry> likely =
                data.size() == 1
                        ? data
                        : data.stream().filter(entry -> usual.contains(last(entry))).toList();
        if (likely.size() != 1) {
            throw new DataException(
                    "%s holds %d files: %s. Maybe %s!%s"
                            .formatted(
                                    name,
                                    entries.size(),
                                    listed(entries),
                                    name,
                                    data.isEmpty()
                                            ? "member"
                                            : BadLine.printable(data.get(0).getName())));
        }
        return likely.get(0);
    }

    private static ZipEntry named(Path path, List<? extends ZipEntry> entries, String member) {
        for (ZipEntry entry : entries) {
            if (entry.getName().equals(member)) {
                return entry;
            }
        }
        List<? extends ZipEntry> likely =
                entries.stream().filter(e -> e.getName().endsWith("/" + member)).toList();
        if (likely.size() == 1) {
            return likely.get(0);
        }
        if (likely.size() > 1) {
            throw new DataException(
                    "%s holds several files %s: %s".formatted(path, member, listed(likely)));
        }
        String close = Suggestion.closest(member, entries.stream().map(ZipMember::last).toList());
        throw new DataException(
                "%s holds no file %s; it holds %s%s"
                        .formatted(
                                path,
                                member,
                                listed(entries),
                                close == null
                                        ? ""
                                        : ". Maybe %s!%s"
                                                .formatted(path, BadLine.printable(close))));
    }

    private static String listed(List<? extends ZipEntry> entries) {
        String names =
                entries.stream()
                        .limit(LISTED)
                        .map(entry -> BadLine.excerpt(entry.getName()))
                        .collect(Collectors.joining(", "));
        return entries.size() > LISTED ? names + ", ..." : names.isEmpty() ? "nothing" : names;
    }

    private static String last(ZipEntry entry) {
        String path = entry.getName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The last part of the member's path, in lower case. */
    String fileName() {
        return last(entry).toLowerCase(Locale.ROOT);
    }

    /** The unpacked member, checked against its checksum; closing it closes the archive. */
    InputStream open() throws IOException {
        try {
            return new Unpacked(archive.getInputStream(entry));
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    private final class Unpacked extends CheckedInputStream {
        Unpacked(InputStream member) {
            super(new BoundedInflation(member, entry::getCompressedSize), new CRC32());
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            if (got < 0 && entry.getCrc() != -1 && entry.getCrc() != getChecksum().getValue()) {
                throw new ZipException("the checksum is wrong");
            }
            return got;
        }

        @Override
        public boolean markSupported() {
            return false; // what is read twice would count twice
        }

        @Override
        public void close() throws IOException {
            super.close();
            archive.close();
        }
    }
}
