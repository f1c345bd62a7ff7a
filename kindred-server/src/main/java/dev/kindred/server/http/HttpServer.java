package dev.kindred.server.http;

import dev.kindred.store.Idempotency;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** Listens, and gives every request to the {@link Gateway}. */
public final class HttpServer implements AutoCloseable {
    private static final int VIRTUAL_THREADS = 21; // the first Java that has them
    private static final long STOP_MILLIS = 10_000;

    private final Javalin javalin;
    private final ConnectionStatistics connections = new ConnectionStatistics();
    private final OpenConnections open;
    private final Duration idle;
    private final @Nullable Tls tls;

    /**
     * A server that does not listen yet.
     *
     * @param tls null: plain HTTP
     * @param idempotency of a project
     */
    public HttpServer(
            List<Route> routes,
            Doorkeeper doorkeeper,
            Limits limits,
            Cors cors,
            Proxies proxies,
            @Nullable Tls tls,
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
        this.tls = tls;
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
        if (tls != null) {
            config.jetty.addConnector((server, http) -> secure(server, http, config.jetty));
        }
        config.jetty.modifyServletContextHandler(HttpServer::takeEveryPath);
        // Before Javalin looks for a route of its own, so that methods unknown to it come along
        // too.
        config.routes.before(
                context -> {
                    gateway.serve(context.req(), context.res());
                    context.skipRemainingHandlers();
                });
    }

    /** Listens with TLS, whatever name clients know the server by. */
    private Connector secure(Server server, HttpConfiguration http, JettyConfig at) {
        var asked = new HttpConfiguration(http);
        asked.addCustomizer(new SecureRequestCustomizer(false));
        var connector =
                new ServerConnector(
                        server,
                        new FreshIdentity(Objects.requireNonNull(tls)).factory(),
                        new HttpConnectionFactory(asked));
        connector.setHost(at.host);
        connector.setPort(at.port);
        return connector;
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
     * @throws StartException if the address is not this machine's, the port is taken, or the
     *     certificate cannot be used
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
        } catch (StartException e) {
            throw e; // of the certificate
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
