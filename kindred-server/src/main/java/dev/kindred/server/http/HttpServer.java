package dev.kindred.server.http;

import dev.kindred.store.Idempotency;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.component.LifeCycle;

/** Listens, and gives every request to the {@link Gateway}. */
public final class HttpServer implements AutoCloseable {
    private static final int VIRTUAL_THREADS = 21; // the first Java that has them
    private static final long STOP_MILLIS = 10_000;

    private final Javalin javalin;
    private final ConnectionStatistics connections = new ConnectionStatistics();
    private final OpenConnections open;
    private final Duration idle;

    /**
     * A server that does not listen yet.
     *
     * @param idempotency of a project
     */
    public HttpServer(
            List<Route> routes,
            Doorkeeper doorkeeper,
            Limits limits,
            Cors cors,
            Proxies proxies,
            Function<String, Idempotency> idempotency,
            RequestListener listener) {
        var gateway =
                new Gateway(
                        new Router(routes),
                        doorkeeper,
                        limits,
                        cors,
                        proxies,
                        idempotency,
                        listener);
        idle = limits.idle();
        open = new OpenConnections(limits.headers());
        javalin = Javalin.create(config -> configure(config, gateway, limits));
    }

    private void configure(JavalinConfig config, Gateway gateway, Limits limits) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = Runtime.version().feature() >= VIRTUAL_THREADS;
        config.jetty.modifyHttpConfiguration(http -> configure(http, limits));
        config.jetty.modifyServer(
                server -> {
                    server.setStopTimeout(STOP_MILLIS);
                    server.setErrorHandler(new PlainErrors());
                    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
                });
        config.jetty.modifyServletContextHandler(HttpServer::takeEveryPath);
        // Before Javalin looks for a route of its own, so that methods unknown to it come along
        // too.
        config.routes.before(
                context -> {
                    gateway.serve(context.req(), context.res());
                    context.skipRemainingHandlers();
                });
    }

    private static void configure(HttpConfiguration http, Limits limits) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(limits.headerBytes());
        http.setIdleTimeout(limits.idle().toMillis());
        http.setHttpCompliance(HttpCompliance.STRICT); // what two servers may read differently
        // An id in a path may hold any sign, percent-encoded: our router splits before it decodes.
        http.setUriCompliance(
                UriCompliance.from(
                        EnumSet.of(
                                UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS)));
    }

    private static void takeEveryPath(ServletContextHandler context) {
        context.getServletHandler().setDecodeAmbiguousURIs(true);
    }

    /**
     * Listens.
     *
     * @param port 0: any that is free
     * @throws StartException if the address is not this machine's or the port is taken
     */
    public void start(String host, int port) {
        try {
            javalin.start(host, port);
            LifeCycle.start(connections);
            for (Connector one : javalin.jettyServer().server().getConnectors()) {
                if (one instanceof AbstractConnector connector) {
                    connector.addBean(connections);
                    connector.addBean(open);
                    connector.setShutdownIdleTimeout(STOP_MILLIS); // of bodies still coming
                    connector.setIdleTimeout(idle.toMillis()); // between requests as well
                }
            }
        } catch (RuntimeException e) {
            throw new StartException(
                    "cannot listen on %s, port %d: %s. Maybe another server runs there; --port 0 takes any free port"
                            .formatted(host, port, reason(e)),
                    e);
        }
    }

    private static String reason(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    public int port() {
        return javalin.port();
    }

    /** Connections that are open now. */
    public long connections() {
        return connections.getConnections();
    }

    /** Ends: at once if no request is under way; else these get up to 10 seconds. */
    @Override
    public void close() {
        open.end();
        javalin.stop();
        open.close();
        LifeCycle.stop(connections);
    }
}
