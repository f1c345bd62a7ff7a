package dev.kindred.store.sql;

import com.fasterxml.jackson.core.JsonParser;
import dev.kindred.internal.AtomicFile;
import dev.kindred.internal.Sha256;
import dev.kindred.store.Backup;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.BackupFormat.Entry;
import dev.kindred.store.sql.BackupFormat.Manifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads a backup: all of it is checked before anything is written. */
final class Restore implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    Restore(Path file) {
        this.file = file;
        try {
            this.zip = new ZipFile(file.toFile());
        } catch (IOException
                | IllegalArgumentException e) { // the latter for names that are no text
            throw damaged(e.getMessage(), e);
        }
        try {
            this.manifest = checked();
        } catch (IOException e) {
            close();
            throw damaged(e.getMessage(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private StoreException damaged(@Nullable String why, @Nullable Throwable cause) {
        return new StoreException(
                Reason.DAMAGED, "%s is no whole backup: %s".formatted(file, why), cause);
    }

    private Manifest checked() throws IOException {
        Manifest read;
        try (InputStream in = entry(BackupFormat.MANIFEST)) {
            read = BackupFormat.readManifest(in);
        }
        if (read.schema() > BackupFormat.SCHEMA) {
            throw new StoreException(
                    Reason.NEWER,
                    "%s has schema %d; this version knows up to %d. Maybe it was written by a newer Kindred."
                            .formatted(file, read.schema(), BackupFormat.SCHEMA));
        }
        Set<String> names = new HashSet<>();
        for (Entry entry : read.entries()) {
            names.add(entry.name());
            check(entry);
        }
        for (String table : BackupFormat.TABLES) {
            if (read.schema() == BackupFormat.SCHEMA
                    && !names.contains(BackupFormat.entry(table))) {
                throw new IOException("the table %s is missing".formatted(table));
            }
        }
        return read;
    }

    private void check(Entry entry) throws IOException {
        boolean known =
                BackupFormat.MODEL.matcher(entry.name()).matches()
                        || BackupFormat.TABLES.stream()
                                .map(BackupFormat::entry)
                                .anyMatch(entry.name()::equals);
        if (!known) {
            throw new IOException("the entry \"%s\" is unknown".formatted(entry.name()));
        }
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = entry(entry.name())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
            }
        }
        if (bytes != entry.bytes() || !Sha256.hex(digest.digest()).equals(entry.sha256())) {
            throw new IOException("the entry %s was altered".formatted(entry.name()));
        }
    }

    private InputStream entry(String name) throws IOException {
        try {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException("the entry %s is missing".formatted(name));
            }
            return new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
        } catch (IllegalArgumentException e) { // on JDK 17, for names that are no text
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Copies the model files into the folder of a store. */
    void models(Path folder) {
        for (Entry entry : manifest.entries()) {
            if (BackupFormat.MODEL.matcher(entry.name()).matches()) {
                Path target = folder.resolve(entry.name());
                try (InputStream in = entry(entry.name())) {
                    Files.createDirectories(target.getParent());
                    AtomicFile.write(target, to -> in.transferTo(Channels.newOutputStream(to)));
                } catch (IOException e) {
                    throw new StoreException(
                            Reason.UNAVAILABLE, "cannot write %s".formatted(target), e);
                }
            }
        }
    }

    /** Fills the tables, which must be empty, in one transaction. */
    Backup tables(Connection connection, Dialect dialect) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String table : BackupFormat.TABLES) {
                if (Sql.number(connection, "select count(*) from " + table) > 0) {
                    throw new StoreException(
                            Reason.CONFLICT,
                            "a backup is restored into an empty store only, but the table %s has rows"
                                    .formatted(table));
                }
                fill(connection, dialect, table);
            }
            dialect.resetIdentities(connection);
            connection.commit();
            return manifest.summary();
        } catch (IOException e) {
            connection.rollback();
            throw damaged(e.getMessage(), e);
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private void fill(Connection connection, Dialect dialect, String table)
            throws SQLException, IOException {
        String entry = BackupFormat.entry(table);
        boolean isOlder = manifest.schema() < BackupFormat.SCHEMA;
        if (isOlder && zip.getEntry(entry) == null) {
            return; // a table that came later
        }
        try (JsonParser json = BackupFormat.parser(entry(entry))) {
            List<@Nullable Object> head = BackupFormat.readRow(json);
            List<String> columns = columns(connection, table);
            boolean fits =
                    head != null
                            && columns.containsAll(head)
                            && (isOlder || head.size() == columns.size());
            if (!fits) {
                throw new IOException(
                        "the table %s has the columns %s instead of %s"
                                .formatted(table, head, columns));
            }
            String names = String.join(", ", head.stream().map(String::valueOf).toList());
            String marks = "?" + ", ?".repeat(head.size() - 1);
            String insert =
                    "insert into %s (%s)%s values (%s)"
                            .formatted(table, names, dialect.overriding, marks);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                rows(json, statement, head.size());
            }
        }
    }

    private static void rows(JsonParser json, PreparedStatement insert, int columns)
            throws SQLException, IOException {
        int waiting = 0;
        for (var row = BackupFormat.readRow(json); row != null; row = BackupFormat.readRow(json)) {
            if (row.size() != columns) {
                throw new IOException("a row has %d values of %d".formatted(row.size(), columns));
            }
            Sql.set(insert, row.toArray());
            insert.addBatch();
            if (++waiting == BATCH) {
                insert.executeBatch();
                waiting = 0;
            }
        }
        insert.executeBatch();
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement none =
                        connection.prepareStatement("select * from " + table + " where 1 = 0");
                ResultSet result = none.executeQuery()) {
            var columns = new ArrayList<String>();
            for (int k = 1; k <= result.getMetaData().getColumnCount(); k++) {
                columns.add(result.getMetaData().getColumnName(k));
            }
            return columns;
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "cannot close " + file, e);
        }
    }
}
