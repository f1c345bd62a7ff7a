package dev.kindred.store.sql;

import dev.kindred.internal.AtomicFile;
import dev.kindred.internal.Sha256;
import dev.kindred.store.Ids;
import dev.kindred.store.Json;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Models;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlModels extends Part implements Models {
    private static final String COLUMNS =
            """
            select m.version, m.algorithm, m.created, m.size, m.sha256, m.metrics, m.info, m.activated,
              case when a.version is null then 0 else 1 end as active
            from models m left join active_models a on a.project = m.project and a.version = m.version
            where m.project = ?
            """;

    SqlModels(SqlProject project) {
        super(project);
    }

    @Override
    public ModelRecord add(Path file, String algorithm, String metrics, String info) {
        Ids.check("algorithm", algorithm);
        Json.checkObject("metrics", metrics);
        Json.checkObject("info", info);
        try {
            String sha256 = Sha256.hex(file);
            Path stored = copied(file, sha256);
            long size = Files.size(stored);
            return project.write(
                    connection -> insert(connection, algorithm, size, sha256, metrics, info));
        } catch (IOException e) {
            throw unavailable("cannot store the model file " + file, e);
        }
    }

    private Path copied(Path file, String sha256) throws IOException {
        Path target = project.files().models().resolve(sha256 + ".kindred");
        if (!Files.exists(target) || !Sha256.hex(target).equals(sha256)) {
            AtomicFile.write(target, channel -> copy(file, channel));
        }
        if (!Sha256.hex(target).equals(sha256)) {
            throw new IOException("the copy differs from the original; it changed meanwhile");
        }
        return target;
    }

    private static void copy(Path file, FileChannel target) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = source.size();
            for (long done = 0; done < size; ) {
                long count = source.transferTo(done, size - done, target);
                if (count == 0) {
                    throw new IOException("%s became shorter".formatted(file));
                }
                done += count;
            }
        }
    }

    private ModelRecord insert(
            Connection connection,
            String algorithm,
            long size,
            String sha256,
            String metrics,
            String info)
            throws SQLException {
        Sql.update(
                connection,
                "update projects set last_model = last_model + 1 where number = ?",
                project.number);
        long version =
                Sql.number(
                        connection,
                        "select last_model from projects where number = ?",
                        project.number);
        Sql.update(
                connection,
                "insert into models (project, version, algorithm, created, size, sha256, metrics, info) values (?, ?, ?, ?, ?, ?, ?, ?)",
                project.number,
                version,
                algorithm,
                database.now(),
                size,
                sha256,
                metrics,
                info);
        return required(connection, version);
    }

    @Override
    public @Nullable ModelRecord get(long version) {
        return database.read(connection -> get(connection, version));
    }

    private @Nullable ModelRecord get(Connection connection, long version) throws SQLException {
        return Sql.one(
                connection,
                SqlModels::model,
                COLUMNS + " and m.version = ?",
                project.number,
                version);
    }

    private ModelRecord required(Connection connection, long version) throws SQLException {
        ModelRecord model = get(connection, version);
        if (model == null) {
            throw new StoreException(
                    Reason.NOT_FOUND,
                    "project \"%s\" has no model version %d".formatted(project.id(), version));
        }
        return model;
    }

    @Override
    public @Nullable ModelRecord active() {
        return database.read(
                connection ->
                        Sql.one(
                                connection,
                                SqlModels::model,
                                COLUMNS + " and a.version is not null",
                                project.number));
    }

    @Override
    public List<ModelRecord> list() {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlModels::model,
                                COLUMNS + " order by m.version desc",
                                project.number));
    }

    private static ModelRecord model(ResultSet row) throws SQLException {
        return new ModelRecord(
                row.getLong("version"),
                row.getString("algorithm"),
                row.getLong("created"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("metrics"),
                row.getString("info"),
                Sql.longOrNull(row, "activated"),
                row.getInt("active") == 1);
    }

    @Override
    public Path file(long version) {
        ModelRecord model = database.read(connection -> required(connection, version));
        Path file = project.files().model(model.sha256());
        try {
            if (!Files.isRegularFile(file)) {
                throw damaged("the file of model version %d is missing: %s", version, file);
            }
            if (Files.size(file) != model.size() || !Sha256.hex(file).equals(model.sha256())) {
                throw damaged("the file of model version %d was altered: %s", version, file);
            }
            return file;
        } catch (IOException e) {
            throw unavailable("cannot read the model file " + file, e);
        }
    }

    @Override
    public ModelRecord activate(long version) {
        file(version);
        return project.write(connection -> activate(connection, version));
    }

    private ModelRecord activate(Connection connection, long version) throws SQLException {
        required(connection, version);
        Sql.update(
                connection,
                "insert into active_models (project, version) values (?, ?) on conflict (project) do update set version = excluded.version",
                project.number,
                version);
        Sql.update(
                connection,
                "update models set activated = ? where project = ? and version = ?",
                database.now(),
                project.number,
                version);
        return required(connection, version);
    }

    @Override
    public ModelRecord rollBack() {
        long earlier =
                database.read(
                        connection ->
                                Sql.number(
                                        connection,
                                        """
                                        select max(m.version) from models m
                                        join active_models a on a.project = m.project
                                        where m.project = ? and m.version < a.version
                                          and m.activated is not null
                                        """,
                                        project.number));
        if (earlier == 0) {
            throw new StoreException(
                    Reason.CONFLICT, "no model version below the active one was active before");
        }
        return activate(earlier);
    }

    @Override
    public boolean delete(long version) {
        ModelRecord deleted = project.write(connection -> delete(connection, version));
        if (deleted == null) {
            return false;
        }
        if (list().stream().noneMatch(other -> other.sha256().equals(deleted.sha256()))) {
            deleteFile(project.files().model(deleted.sha256()));
        }
        return true;
    }

    private @Nullable ModelRecord delete(Connection connection, long version) throws SQLException {
        ModelRecord model = get(connection, version);
        if (model != null && model.active()) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "model version %d is the active one. Maybe activate another first."
                            .formatted(version));
        }
        Sql.update(
                connection,
                "delete from models where project = ? and version = ?",
                project.number,
                version);
        return model;
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unavailable("cannot delete the model file " + file, e);
        }
    }

    private static StoreException damaged(String text, long version, Path file) {
        return new StoreException(
                Reason.DAMAGED,
                (text + ". Maybe roll back to an earlier version.").formatted(version, file));
    }

    private static StoreException unavailable(String what, IOException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains("No space left");
        return new StoreException(
                full ? Reason.FULL : Reason.UNAVAILABLE,
                "%s (%s)".formatted(what, cause.getMessage()),
                cause);
    }
}
