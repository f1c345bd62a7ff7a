package dev.kindred.store.sql;

import dev.kindred.store.Backup;
import dev.kindred.store.Store;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** Opens stores. */
public final class Stores {
    private static final int BUSY_MILLIS = 5000;
    private static final int POSTGRES_READERS = 16;
    private static final String SQLITE_OF_SIZE = "sqlite\\?max_page_count=";
    private static final int WRITER_CACHE_KB = 64 << 10;
    private static final String WAL_PAGES = "16384"; // of 4 KB: 64 MB

    private Stores() {}

    /**
     * Opens a store, which is made or brought up to date first.
     *
     * @param url {@code sqlite}: a file in the folder, with {@code sqlite?max_page_count=N} of at
     *     most N pages of 4 KB; or {@code postgresql://user:password@host:port/database}
     * @param folder for the database file, model files and derived snapshots; made if missing
     * @throws StoreException LOCKED if another process has the folder's SQLite store open, NEWER if
     *     a newer Kindred wrote it, UNAVAILABLE if the database does not answer
     */
    public static Store open(String url, Path folder, Clock clock) {
        try {
            Files.createDirectories(folder.resolve("models"));
            Files.createDirectories(folder.resolve("snapshots"));
        } catch (IOException e) {
            throw new StoreException(
                    Reason.UNAVAILABLE, "cannot make the store's folder " + folder, e);
        }
        if (url.equals("sqlite")) {
            return sqlite(folder, 0, clock);
        }
        if (url.matches(SQLITE_OF_SIZE + "[1-9][0-9]{0,8}")) {
            int pages = Integer.parseInt(url.substring(url.indexOf('=') + 1));
            return sqlite(folder, pages, clock);
        }
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            return postgres(url, folder, clock);
        }
        throw new IllegalArgumentException(
                "a store must be \"sqlite\" or \"postgresql://...\", but starts with \"%s\""
                        .formatted(url.substring(0, Math.min(url.length(), 10))));
    }

    /**
     * Makes a store of a backup ({@link Store#backup}), which may be of the other database. All of
     * the backup is checked before anything is written.
     *
     * @param url as in {@link #open}
     * @param folder without a store
     * @throws StoreException DAMAGED if the backup is not whole, NEWER if a newer Kindred wrote it,
     *     CONFLICT if the folder or the database holds a store already
     */
    public static Backup restore(Path backup, String url, Path folder) {
        try (var restore = new Restore(backup)) {
            if (Files.exists(folder.resolve("kindred.db"))) {
                throw new StoreException(
                        Reason.CONFLICT, "there is a store in %s already".formatted(folder));
            }
            boolean lite = url.equals("sqlite");
            if (lite) {
                Files.createDirectories(folder);
            }
            DataSource source = lite ? sqlite(jdbcUrl(folder), false, 0) : postgres(url);
            Dialect dialect = lite ? Dialect.SQLITE : Dialect.POSTGRESQL;
            return restore(restore, source, dialect, folder);
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "cannot make the folder " + folder, e);
        }
    }

    private static Backup restore(Restore restore, DataSource source, Dialect dialect, Path folder)
            throws IOException {
        boolean done = false;
        migrate(dialect, source);
        try (Connection connection = source.getConnection()) {
            Backup restored = restore.tables(connection, dialect);
            restore.models(folder);
            done = true;
            return restored;
        } catch (SQLException e) {
            throw Dialect.translate(e);
        } finally {
            if (!done && dialect == Dialect.SQLITE) {
                for (String end : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(folder.resolve("kindred.db" + end));
                }
            }
        }
    }

    private static String jdbcUrl(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("kindred.db").toAbsolutePath();
    }

    private static Store sqlite(Path folder, int mostPages, Clock clock) {
        var lock = FolderLock.take(folder);
        try {
            String url = jdbcUrl(folder);
            DataSource writing = sqlite(url, false, mostPages);
            migrate(Dialect.SQLITE, writing);
            int readers = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
            var sources =
                    new Database.Sources(sqlite(url, true, mostPages), writing, readers, lock);
            return new SqlStore(new Database(Dialect.SQLITE, folder, clock, sources));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** WAL with FULL: a commit returns once the journal is on the disk. */
    private static DataSource sqlite(String url, boolean reading, int mostPages) {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(reading ? TransactionMode.DEFERRED : TransactionMode.IMMEDIATE);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        if (mostPages > 0) {
            config.setPragma(SQLiteConfig.Pragma.MAX_PAGE_COUNT, Integer.toString(mostPages));
        }
        if (!reading) {
            // An import touches all of an index: its pages are kept, and written less often.
            config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-" + WRITER_CACHE_KB);
            config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, WAL_PAGES);
        }
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    private static Store postgres(String url, Path folder, Clock clock) {
        DataSource source = postgres(url);
        migrate(Dialect.POSTGRESQL, source);
        var sources = new Database.Sources(source, source, POSTGRES_READERS, () -> {});
        return new SqlStore(new Database(Dialect.POSTGRESQL, folder, clock, sources));
    }

    private static PGSimpleDataSource postgres(String url) {
        URI uri = parsed(url);
        var source = new PGSimpleDataSource();
        String path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw badUrl();
        }
        source.setServerNames(new String[] {uri.getHost()});
        source.setPortNumbers(new int[] {uri.getPort() < 0 ? 5432 : uri.getPort()});
        source.setDatabaseName(path.substring(1));
        String info = uri.getRawUserInfo();
        if (info != null) {
            int colon = info.indexOf(':');
            source.setUser(decoded(colon < 0 ? info : info.substring(0, colon)));
            source.setPassword(colon < 0 ? null : decoded(info.substring(colon + 1)));
        }
        source.setConnectTimeout(3);
        source.setSocketTimeout(20);
        source.setTcpKeepAlive(true);
        source.setApplicationName("kindred");
        source.setLogServerErrorDetail(false); // errors would hold the values of rows
        setParameters(source, uri.getRawQuery());
        return source;
    }

    private static void setParameters(PGSimpleDataSource source, @Nullable String query) {
        if (query == null) {
            return;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw badUrl();
            }
            try {
                source.setProperty(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            } catch (SQLException e) {
                throw new IllegalArgumentException(
                        "unknown parameter \"%s\" in the address of PostgreSQL"
                                .formatted(pair.substring(0, equals)),
                        e);
            }
        }
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw badUrl(); // without the cause: its message holds the password
        }
    }

    private static IllegalArgumentException badUrl() {
        return new IllegalArgumentException(
                "the address of PostgreSQL must be like postgresql://user:password@host:5432/database. Maybe a sign in the password must be written as %XX.");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void migrate(Dialect dialect, DataSource source) {
        try {
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(source)
                            .locations("classpath:dev/kindred/store/migration")
                            .placeholders(dialect.words)
                            .table("kindred_schema")
                            .load();
            for (var info : flyway.info().applied()) {
                if (info.getState().name().startsWith("FUTURE")) {
                    throw new StoreException(
                            Reason.NEWER,
                            "the store has schema %s, which this version does not know. Maybe it was written by a newer Kindred."
                                    .formatted(info.getVersion()));
                }
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static StoreException failed(FlywayException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Dialect.translate(sql);
            }
        }
        return new StoreException(
                Reason.DAMAGED, "the store's schema is not one of Kindred's own", error);
    }
}
