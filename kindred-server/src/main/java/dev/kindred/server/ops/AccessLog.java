package dev.kindred.server.ops;

import dev.kindred.server.config.ServerConfig.AccessLines;
import dev.kindred.server.http.RequestListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A line in the log for requests: who, what, how it ended, how long it took; never the query, a
 * header or a body, which may hold what is secret or about people.
 *
 * <p>Ids stand in paths; of those that have a route only its template is logged.
 */
public final class AccessLog implements RequestListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.kindred.server.access");
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int LONGEST = 200;

    private final AccessLines lines;

    public AccessLog(AccessLines lines) {
        this.lines = lines;
    }

    @Override
    public void done(Done request) {
        Level level = level(request);
        if (level == Level.DEBUG || !LOG.isEnabledForLevel(level)) {
            return;
        }
        String route = request.route();
        LOG.atLevel(level)
                .addKeyValue("method", shortened(request.method()))
                .addKeyValue("route", route == null ? shortened(request.path()) : route)
                .addKeyValue("status", request.status())
                .addKeyValue("ms", millis(request.nanos()))
                .addKeyValue("caller", request.caller())
                .addKeyValue("client", request.client())
                .log("request");
    }

    /** DEBUG stands for no line. */
    private Level level(Done request) {
        boolean failed = request.status() >= 500;
        boolean problem = request.status() >= 400 || request.nanos() >= 1000 * NANOS_PER_MILLI;
        return switch (lines) {
            case NONE -> Level.DEBUG;
            case ALL -> failed ? Level.WARN : Level.INFO;
            case PROBLEMS -> failed ? Level.WARN : problem ? Level.INFO : Level.DEBUG;
        };
    }

    private static double millis(long nanos) {
        return Math.round(nanos * 1000.0 / NANOS_PER_MILLI) / 1000.0;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
