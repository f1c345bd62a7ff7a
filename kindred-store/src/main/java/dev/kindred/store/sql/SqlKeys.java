package dev.kindred.store.sql;

import dev.kindred.internal.Sha256;
import dev.kindred.store.ApiKey;
import dev.kindred.store.ApiKey.Scope;
import dev.kindred.store.Ids;
import dev.kindred.store.Json;
import dev.kindred.store.Keys;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class SqlKeys implements Keys {
    private static final String PREFIX = "kd_";
    private static final int ID_BYTES = 9;
    private static final int SECRET_BYTES = 32;
    private static final int ID_LENGTH = ID_BYTES * 4 / 3;
    private static final byte[] NO_HASH = new byte[32];
    private static final String COLUMNS =
            "select k.id, k.name, p.id, k.scopes, k.created, k.expires, k.revoked, k.secret_sha256 from api_keys k left join projects p on p.number = k.project";

    private final Database database;

    SqlKeys(Database database) {
        this.database = database;
    }

    /** A key with the hash of its secret. */
    private record Stored(ApiKey key, byte[] hash) {}

    @Override
    public Created create(
            String name, @Nullable String project, Set<Scope> scopes, @Nullable Long expires) {
        Ids.checkText("name", name);
        String id = Tokens.random(ID_BYTES);
        while (id.startsWith("-")) {
            id = Tokens.random(ID_BYTES); // on a command line it would be an option
        }
        String secret = Tokens.random(SECRET_BYTES);
        var key = new ApiKey(id, name, project, scopes, database.now(), expires, null);
        database.write(connection -> insert(connection, key, hash(secret)));
        return new Created(key, PREFIX + id + secret);
    }

    private static int insert(Connection connection, ApiKey key, byte[] hash) throws SQLException {
        Long project = key.project() == null ? null : number(connection, key.project());
        return Sql.update(
                connection,
                "insert into api_keys (id, name, project, scopes, secret_sha256, created, expires) values (?, ?, ?, ?, ?, ?, ?)",
                key.id(),
                key.name(),
                project,
                Json.array(key.scopes().stream().map(Enum::name).sorted().toList()),
                hash,
                key.created(),
                key.expires());
    }

    private static long number(Connection connection, String project) throws SQLException {
        long number = Sql.number(connection, "select number from projects where id = ?", project);
        if (number == 0) {
            throw new StoreException(
                    Reason.NOT_FOUND, "there is no project \"%s\"".formatted(project));
        }
        return number;
    }

    @Override
    public @Nullable ApiKey verify(String token) {
        boolean shaped = token.startsWith(PREFIX) && token.length() > PREFIX.length() + ID_LENGTH;
        if (!shaped || token.indexOf(0) >= 0) {
            return null;
        }
        String id = token.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
        byte[] presented = hash(token.substring(PREFIX.length() + ID_LENGTH));
        Stored stored =
                database.read(
                        connection ->
                                Sql.one(
                                        connection,
                                        SqlKeys::stored,
                                        COLUMNS + " where k.id = ?",
                                        id));
        // Compared also where there is no key: the answer takes as long.
        boolean same = MessageDigest.isEqual(stored == null ? NO_HASH : stored.hash(), presented);
        return same && stored != null && stored.key().isValid(database.now()) ? stored.key() : null;
    }

    @Override
    public List<ApiKey> list() {
        return database
                .read(
                        connection ->
                                Sql.list(
                                        connection,
                                        SqlKeys::stored,
                                        COLUMNS + " order by k.created, k.id"))
                .stream()
                .map(Stored::key)
                .toList();
    }

    @Override
    public boolean revoke(String id) {
        return database.write(
                        connection ->
                                Sql.update(
                                        connection,
                                        "update api_keys set revoked = ? where id = ? and revoked is null",
                                        database.now(),
                                        id))
                == 1;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Json.texts(row.getString("scopes")).forEach(name -> scopes.add(Scope.valueOf(name)));
        var key =
                new ApiKey(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        scopes,
                        row.getLong("created"),
                        Sql.longOrNull(row, "expires"),
                        Sql.longOrNull(row, "revoked"));
        return new Stored(key, row.getBytes("secret_sha256"));
    }

    private static byte[] hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
