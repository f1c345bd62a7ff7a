package dev.kindred.server.http;

import java.util.List;

/** Routes that belong together. */
public interface RouteGroup {
    List<Route> routes();

    /**
     * Name of the resource in {@code openapi/} that describes them: paths, and the schemas that
     * they use.
     */
    String description();
}
