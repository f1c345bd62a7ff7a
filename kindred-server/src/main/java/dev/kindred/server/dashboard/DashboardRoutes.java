package dev.kindred.server.dashboard;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of the dashboard. The page itself is asked for again each time; everything else lies
 * under the version of all files together, so that a browser keeps it for good and never mixes two
 * versions.
 */
public final class DashboardRoutes implements RouteGroup {
    /** Scripts, styles and requests of this server alone; nothing inline, no frames. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'none'";

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final DashboardFiles files;

    public DashboardRoutes(DashboardFiles files) {
        this.files = files;
    }

    @Override
    public String description() {
        return "dashboard";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", Access.OPEN, this::page),
                Route.get("/assets/{version}/{file}", Access.OPEN, this::file),
                Route.get("/assets/{version}/vendor/{file}", Access.OPEN, this::vendor));
    }

    private void page(Exchange exchange) throws IOException {
        exchange.setHeader("Content-Security-Policy", POLICY);
        exchange.setHeader("Cache-Control", "no-cache");
        send(exchange, files.page());
    }

    private void file(Exchange exchange) throws IOException {
        asset(exchange, exchange.path("file"));
    }

    private void vendor(Exchange exchange) throws IOException {
        asset(exchange, "vendor/" + exchange.path("file"));
    }

    private void asset(Exchange exchange, String name) throws IOException {
        DashboardFiles.File file =
                exchange.path("version").equals(files.version()) ? files.find(name) : null;
        if (file == null) {
            throw Problem.notFound("there is no such file in this version of the dashboard");
        }
        exchange.setHeader("Cache-Control", FOR_GOOD);
        send(exchange, file);
    }

    private static void send(Exchange exchange, DashboardFiles.File file) throws IOException {
        exchange.setHeader("ETag", file.tag());
        exchange.setHeader("Vary", "Accept-Encoding");
        if (file.tag().equals(exchange.header("If-None-Match"))) {
            exchange.notModified();
        } else if (acceptsGzip(exchange.header("Accept-Encoding"))) {
            exchange.setHeader("Content-Encoding", "gzip");
            exchange.answer(200, file.type(), file.packed());
        } else {
            exchange.answer(200, file.type(), file.bytes());
        }
    }

    private static boolean acceptsGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        for (String one : accepted.split(",")) {
            String coding = one.strip();
            if (coding.startsWith("gzip")) {
                return !coding.replace(" ", "").matches("gzip;q=0(\\.0*)?");
            }
        }
        return false;
    }
}
