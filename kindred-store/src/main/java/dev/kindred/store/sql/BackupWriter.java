package dev.kindred.store.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kindred.internal.AtomicFile;
import dev.kindred.internal.Sha256;
import dev.kindred.store.Backup;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.BackupFormat.Entry;
import dev.kindred.store.sql.BackupFormat.Manifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a backup from one snapshot of the database. */
final class BackupWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupWriter.class);
    private static final int FETCH = 1000;

    private final Database database;
    private final List<Entry> entries = new ArrayList<>();
    private long rows;

    BackupWriter(Database database) {
        this.database = database;
    }

    Backup write(Path file) {
        if (Files.exists(file)) {
            throw new StoreException(Reason.CONFLICT, "there is a file %s already".formatted(file));
        }
        var manifest =
                new Manifest(BackupFormat.FORMAT, BackupFormat.SCHEMA, database.now(), entries);
        try {
            AtomicFile.write(file, channel -> write(channel, manifest));
        } catch (IOException | UncheckedIOException e) {
            boolean full = String.valueOf(e.getMessage()).contains("No space left");
            throw new StoreException(
                    full ? Reason.FULL : Reason.UNAVAILABLE,
                    "cannot write the backup %s (%s)".formatted(file, e.getMessage()),
                    e);
        }
        return manifest.summary();
    }

    private void write(FileChannel channel, Manifest manifest) throws IOException {
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        var zip = new ZipOutputStream(out);
        List<String> models = database.readSnapshot(connection -> tables(connection, zip));
        for (String model : models) {
            Path source = database.folder.resolve(model);
            if (Files.isRegularFile(source)) {
                add(zip, model, target -> Files.copy(source, target));
            } else {
                LOGGER.warn("The model file {} is missing, and so not in the backup", source);
            }
        }
        zip.putNextEntry(new ZipEntry(BackupFormat.MANIFEST));
        BackupFormat.write(manifest, zip);
        zip.closeEntry();
        zip.finish();
        out.flush();
    }

    /** Writes all tables; gives back the model files that they name. */
    private List<String> tables(Connection connection, ZipOutputStream zip) throws SQLException {
        for (String table : BackupFormat.TABLES) {
            try (PreparedStatement all = connection.prepareStatement("select * from " + table)) {
                all.setFetchSize(FETCH);
                try (ResultSet result = all.executeQuery()) {
                    add(zip, BackupFormat.entry(table), out -> table(result, out));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Sql.list(
                connection,
                row -> "models/%s/%s.kindred".formatted(row.getString(1), row.getString(2)),
                "select distinct p.id, m.sha256 from models m join projects p on p.number = m.project order by p.id, m.sha256");
    }

    private void table(ResultSet result, OutputStream out) throws IOException, SQLException {
        ResultSetMetaData about = result.getMetaData();
        int columns = about.getColumnCount();
        try (JsonGenerator json = BackupFormat.generator(out)) {
            json.writeStartArray();
            for (int k = 1; k <= columns; k++) {
                json.writeString(about.getColumnName(k));
            }
            json.writeEndArray();
            json.writeRaw('\n');
            while (result.next()) {
                json.writeStartArray();
                for (int k = 1; k <= columns; k++) {
                    BackupFormat.writeValue(json, result.getObject(k));
                }
                json.writeEndArray();
                json.writeRaw('\n');
                rows++;
            }
        }
    }

    /** Writes the content of an entry. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException, SQLException;
    }

    private void add(ZipOutputStream zip, String name, Content content) throws IOException {
        rows = 0;
        var counted = new Counted(zip);
        var digested = new DigestOutputStream(counted, Sha256.digest());
        zip.putNextEntry(new ZipEntry(name));
        try {
            content.writeTo(digested);
        } catch (SQLException e) {
            throw Dialect.translate(e);
        }
        digested.flush();
        zip.closeEntry();
        String sha256 = Sha256.hex(digested.getMessageDigest().digest());
        entries.add(new Entry(name, counted.bytes, sha256, rows));
    }

    /** Counts what goes through. */
    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private long bytes;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            bytes += length;
        }
    }
}
