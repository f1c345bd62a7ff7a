package dev.kindred.server;

import dev.kindred.server.api.AuditRoutes;
import dev.kindred.server.api.BackupRoutes;
import dev.kindred.server.api.ConfigRoutes;
import dev.kindred.server.api.DocumentRoutes;
import dev.kindred.server.api.HealthRoutes;
import dev.kindred.server.api.KeyRoutes;
import dev.kindred.server.api.ProjectRoutes;
import dev.kindred.server.api.data.DataRoutes;
import dev.kindred.server.api.experiments.ExperimentRoutes;
import dev.kindred.server.api.experiments.PlanRoutes;
import dev.kindred.server.api.lists.NeighbourRoutes;
import dev.kindred.server.api.lists.RecommendationRoutes;
import dev.kindred.server.api.manage.JobRoutes;
import dev.kindred.server.api.manage.ModelRoutes;
import dev.kindred.server.api.manage.PipelineRoutes;
import dev.kindred.server.api.manage.RuleRoutes;
import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.ServerConfig;
import dev.kindred.server.dashboard.DashboardFiles;
import dev.kindred.server.dashboard.DashboardRoutes;
import dev.kindred.server.dashboard.SessionRoutes;
import dev.kindred.server.engine.EngineSettings;
import dev.kindred.server.engine.Workers;
import dev.kindred.server.guard.StoreGate;
import dev.kindred.server.http.Cors;
import dev.kindred.server.http.Doorkeeper;
import dev.kindred.server.http.HttpServer;
import dev.kindred.server.http.Limits;
import dev.kindred.server.http.Proxies;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.http.StartException;
import dev.kindred.server.http.Tls;
import dev.kindred.server.ops.AccessLog;
import dev.kindred.server.ops.Metrics;
import dev.kindred.server.ops.MetricsRoutes;
import dev.kindred.server.ops.ProjectMetrics;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.settings.Setting;
import dev.kindred.server.tenant.TenantFactory;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Store;
import dev.kindred.store.StoreException;
import dev.kindred.store.cache.ResultCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The recommender server: a store, what works for each of its projects, and HTTP in front.
 *
 * <p>It does not close the store and the cache that it is given.
 */
public final class KindredServer implements AutoCloseable {
    /**
     * How a server runs.
     *
     * @param tenants how projects are worked for
     * @param engine how requests are answered
     * @param limits of requests
     * @param cors which pages of other sites may read answers
     * @param proxies that are believed whom a request comes from
     * @param tls where the certificate is; null: plain HTTP
     * @param openMetrics whether figures are shown without a key
     * @param accessLines which requests have a line in the log
     */
    public record Settings(
            TenantFactory.Settings tenants,
            EngineSettings engine,
            Limits limits,
            Cors cors,
            Proxies proxies,
            @Nullable Tls tls,
            boolean openMetrics,
            ServerConfig.AccessLines accessLines) {
        /**
         * Settings with which no page of another site may read answers, and no proxy is believed.
         */
        public Settings(
                TenantFactory.Settings tenants,
                EngineSettings engine,
                Limits limits,
                boolean openMetrics,
                ServerConfig.AccessLines accessLines) {
            this(tenants, engine, limits, Cors.NONE, Proxies.NONE, null, openMetrics, accessLines);
        }

        /** The defaults; files that are being made are in a folder. */
        public static Settings in(Path folder, ResultCache cache) {
            return new Settings(
                    new TenantFactory.Settings(PipelineSpec.defaults(), folder, 20, 30, 5, true),
                    new EngineSettings(cache, null, Workers.perProcessor()),
                    Limits.DEFAULTS,
                    false,
                    ServerConfig.AccessLines.PROBLEMS);
        }
    }

    private final Store store;
    private final Clock clock;
    private final TenantFactory factory;
    private final Tenants tenants;
    private final StoreGate gate;
    private final Doorkeeper doorkeeper;
    private final DataRoutes data;
    private final List<Route> routes;
    private final HttpServer http;
    private final Metrics metrics = new Metrics();
    private final ProjectMetrics projectMetrics;
    private final AtomicBoolean warm = new AtomicBoolean();

    /** A server that does not listen yet, and was configured by nothing but defaults. */
    public KindredServer(Store store, Settings settings, Clock clock) {
        this(store, settings, new ConfigLoader().load().settings(), clock);
    }

    /**
     * A server that does not listen yet.
     *
     * @param configured what its settings were made of, to be shown
     */
    public KindredServer(Store store, Settings settings, List<Setting> configured, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.factory =
                new TenantFactory(
                        settings.tenants(),
                        settings.engine().with(metrics.stages()),
                        clock,
                        store.audit());
        this.tenants = new Tenants(store, factory::open);
        this.gate = new StoreGate(settings.engine().storeTimeout());
        this.doorkeeper =
                new Doorkeeper(
                        store.keys(),
                        gate,
                        clock,
                        settings.openMetrics(),
                        address -> AuditRoutes.noteGuessing(store, address));
        this.data =
                new DataRoutes(
                        store,
                        tenants,
                        settings.engine().cache(),
                        settings.tenants().folder(),
                        Duration.ofDays(settings.tenants().keepJobDays()),
                        clock);
        this.routes =
                groups(settings.engine().cache(), configured).stream()
                        .flatMap(group -> group.routes().stream())
                        .toList();
        this.http =
                new HttpServer(
                        routes,
                        doorkeeper,
                        settings.limits(),
                        settings.cors(),
                        settings.proxies(),
                        settings.tls(),
                        project -> store.project(project).idempotency(),
                        metrics.and(new AccessLog(settings.accessLines())));
        this.projectMetrics = new ProjectMetrics(metrics, store, clock);
        metrics.cache(settings.engine().cache());
        metrics.part("cache", settings.engine().cache()::isUp);
        metrics.gauge("kindred.connections", "Connections that are open", http::connections);
    }

    private List<RouteGroup> groups(ResultCache cache, List<Setting> configured) {
        var groups = new ArrayList<RouteGroup>();
        groups.add(new KeyRoutes(store, doorkeeper));
        groups.add(new ProjectRoutes(store, tenants));
        groups.add(new AuditRoutes(store));
        groups.add(new ConfigRoutes(configured));
        groups.add(new BackupRoutes(store));
        groups.add(new RecommendationRoutes(tenants));
        groups.add(new NeighbourRoutes(tenants));
        groups.add(new RuleRoutes(store, tenants));
        groups.add(new PipelineRoutes(store, tenants));
        groups.add(new ExperimentRoutes(tenants));
        groups.add(new PlanRoutes());
        groups.add(new JobRoutes(store, tenants, clock));
        groups.add(new ModelRoutes(store, tenants));
        groups.add(
                new HealthRoutes(
                        Map.of("warm", warm::get),
                        Map.of("store", this::storeAnswers, "cache", cache::isUp)));
        groups.addAll(data.groups());
        groups.add(new MetricsRoutes(metrics));
        groups.add(new SessionRoutes(doorkeeper));
        groups.add(new DashboardRoutes(new DashboardFiles()));
        groups.add(new DocumentRoutes(groups, swaggerVersion()));
        return groups;
    }

    /** Every route that it answers. */
    List<Route> routes() {
        return routes;
    }

    private boolean storeAnswers() {
        try {
            return gate.read(
                    () -> {
                        store.ping();
                        return true;
                    });
        } catch (StoreException e) {
            return false;
        }
    }

    /** The version of the Swagger UI that was built with. */
    private static String swaggerVersion() {
        String resource = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
        try (InputStream in = KindredServer.class.getResourceAsStream(resource)) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Listens, once all that is stored has been made ready to answer.
     *
     * @param port 0: any that is free
     * @param insecure true to listen for other machines although no key is needed
     * @throws StartException if the port is taken, or others could reach the server without a key
     */
    public void start(String host, int port, boolean insecure) {
        if (!insecure && !isLoopback(host) && !doorkeeper.isLocked()) {
            throw new StartException(
                    "without a key this server listens on a loopback address only, but is to listen on %s. Maybe make a key first: kindred keys create --name NAME --scope admin"
                            .formatted(host),
                    null);
        }
        tenants.get(Store.DEFAULT_PROJECT);
        http.start(host, port);
        projectMetrics.start();
        warm.set(true);
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new StartException("there is no address for the name " + host, e);
        }
    }

    public int port() {
        return http.port();
    }

    public Tenants tenants() {
        return tenants;
    }

    /** What it measures. */
    public Metrics metrics() {
        return metrics;
    }

    /** Ends: no new requests, up to 10 seconds for those under way. */
    @Override
    public void close() {
        warm.set(false);
        http.close();
        projectMetrics.close();
        data.close();
        factory.close();
        tenants.close();
        metrics.close();
        gate.close();
    }
}
