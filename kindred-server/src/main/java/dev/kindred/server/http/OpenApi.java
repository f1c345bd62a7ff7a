package dev.kindred.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API (OpenAPI 3.1), put together from those of the groups of routes. */
public final class OpenApi {
    private OpenApi() {}

    /** The whole document: {@code openapi/base.yaml} and the paths and schemas of every group. */
    public static Map<String, Object> document(List<RouteGroup> groups) {
        Map<String, Object> document = read("base");
        Map<String, Object> paths = part(document, "paths");
        Map<String, Object> components = part(document, "components");
        for (RouteGroup group : groups) {
            Map<String, Object> one = read(group.description());
            add(paths, part(one, "paths"), group.description());
            part(one, "components")
                    .forEach(
                            (kind, named) ->
                                    add(part(components, kind), asMap(named), group.description()));
        }
        return document;
    }

    private static void add(Map<String, Object> all, Map<String, Object> some, String where) {
        some.forEach(
                (name, value) -> {
                    if (all.put(name, value) != null) {
                        throw new IllegalStateException(
                                "openapi/%s.yaml describes %s, which is described already"
                                        .formatted(where, name));
                    }
                });
    }

    private static Map<String, Object> read(String name) {
        String resource = "/openapi/" + name + ".yaml";
        try (InputStream in = OpenApi.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            var settings = LoadSettings.builder().setLabel(resource).build();
            return asMap(new Load(settings).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        Map<String, Object> part = asMap(whole.getOrDefault(name, new LinkedHashMap<>()));
        whole.put(name, part);
        return part;
    }

    @SuppressWarnings("unchecked") // keys of YAML maps that describe an API are texts
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }
}
