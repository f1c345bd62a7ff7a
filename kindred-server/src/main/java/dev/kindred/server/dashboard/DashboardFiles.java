package dev.kindred.server.dashboard;

import dev.kindred.internal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files that {@code dashboard/files.txt} names, read once, as they are and packed. */
public final class DashboardFiles {
    private static final String FOLDER = "/dashboard/";
    private static final String PAGE = "index.html";
    private static final int TAG = 16;

    /** Stands in the page for the version. */
    private static final String VERSION = "{{version}}";

    /**
     * A file.
     *
     * @param type of its content
     * @param tag that changes with its bytes
     * @param packed by gzip
     */
    record File(String type, String tag, byte[] bytes, byte[] packed) {}

    private final Map<String, File> files = new LinkedHashMap<>();
    private final String version;
    private final File page;

    /** Reads all files. */
    public DashboardFiles() {
        MessageDigest digest = Sha256.digest();
        List<String> names = names();
        for (String name : names) {
            byte[] bytes = read(name);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            files.put(name, file(name, bytes));
        }
        byte[] raw = read(PAGE);
        version = Sha256.hex(digest.digest(raw)).substring(0, TAG);
        String text = new String(raw, StandardCharsets.UTF_8).replace(VERSION, version);
        page = file(PAGE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of all files together. */
    String version() {
        return version;
    }

    File page() {
        return page;
    }

    @Nullable File find(String name) {
        return files.get(name);
    }

    /** The names of all files but the page. */
    static List<String> names() {
        return new String(read("files.txt"), StandardCharsets.UTF_8).lines().toList();
    }

    private static File file(String name, byte[] bytes) {
        String tag = "\"%s\"".formatted(Sha256.hex(Sha256.of(bytes)).substring(0, TAG));
        return new File(type(name), tag, bytes, packed(bytes));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/plain; charset=utf-8";
        };
    }

    private static byte[] packed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] read(String name) {
        try (InputStream in = DashboardFiles.class.getResourceAsStream(FOLDER + name)) {
            return Objects.requireNonNull(in, () -> "there is no resource " + FOLDER + name)
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
