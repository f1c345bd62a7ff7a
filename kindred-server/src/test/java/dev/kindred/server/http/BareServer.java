package dev.kindred.server.http;

import dev.kindred.server.guard.StoreGate;
import dev.kindred.store.Store;
import dev.kindred.store.sql.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web server alone, with routes of a test, on a free port. */
final class BareServer implements AutoCloseable {
    private final Store store;
    private final HttpServer http;
    private final List<RequestListener.Done> done = new CopyOnWriteArrayList<>();

    BareServer(Path folder, Limits limits, Route... routes) {
        this(folder, limits, Proxies.NONE, routes);
    }

    BareServer(Path folder, Limits limits, Proxies proxies, Route... routes) {
        store = Stores.open("sqlite", folder, Clock.systemUTC());
        http =
                new HttpServer(
                        List.of(routes),
                        new Doorkeeper(
                                store.keys(),
                                new StoreGate(null),
                                Clock.systemUTC(),
                                false,
                                address -> {}),
                        limits,
                        Cors.NONE,
                        proxies,
                        null,
                        project -> store.project(project).idempotency(),
                        done::add);
        http.start("127.0.0.1", 0);
    }

    HttpServer http() {
        return http;
    }

    int port() {
        return http.port();
    }

    /** The requests that were answered. */
    List<RequestListener.Done> done() {
        return done;
    }

    @Override
    public void close() {
        http.close();
        store.close();
    }
}
