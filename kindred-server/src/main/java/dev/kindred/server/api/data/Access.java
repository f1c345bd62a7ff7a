package dev.kindred.server.api.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.server.api.AuditRoutes;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Problem;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.server.transfer.EventRules;
import dev.kindred.store.Catalogue;
import dev.kindred.store.Ids;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.cache.ResultCache;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the routes to stored data share. Thread-safe. */
final class Access {
    private static final int STRIPES = 64;

    private final Store store;
    private final Tenants tenants;
    private final ResultCache cache;
    private final Cache<Workspace, Shared> shared = Caffeine.newBuilder().weakKeys().build();
    private final Object[] locks = new Object[STRIPES];

    Access(Store store, Tenants tenants, ResultCache cache) {
        this.store = store;
        this.tenants = tenants;
        this.cache = cache;
        for (int k = 0; k < STRIPES; k++) {
            locks[k] = new Object();
        }
    }

    /** What is kept in memory of one project. */
    static final class Shared {
        private final Project project;
        final EventRules.Types types;
        final Clicks clicks = new Clicks();
        final EventFigures.Kept figures;
        private final AtomicReference<Catalogue> catalogue = new AtomicReference<>(Catalogue.EMPTY);

        Shared(Project project) {
            this.project = project;
            this.types = new EventRules.Types(project);
            this.figures = new EventFigures.Kept(project);
        }

        /** All items as they are now. */
        Catalogue catalogue() {
            Catalogue before = catalogue.get();
            Catalogue now =
                    before == Catalogue.EMPTY
                            ? project.items().catalogue()
                            : project.items().catalogue(before);
            catalogue.set(now);
            return now;
        }
    }

    Workspace workspace(Exchange exchange) {
        return tenants.get(exchange.project()).workspace();
    }

    Project project(Exchange exchange) {
        return workspace(exchange).store();
    }

    Shared shared(Workspace workspace) {
        return shared.get(workspace, key -> new Shared(key.store()));
    }

    EventRules rules(Workspace workspace) {
        return new EventRules(shared(workspace).types, workspace.clock().millis());
    }

    ResultCache cache() {
        return cache;
    }

    /** Whoever changes the same thing step by step does so one after the other. */
    Object lock(String project, String id) {
        return locks[Math.floorMod(31 * project.hashCode() + id.hashCode(), STRIPES)];
    }

    /** Notes what somebody changed. */
    void note(Exchange exchange, String action, @Nullable String target, Map<String, ?> details) {
        AuditRoutes.note(store, exchange, action, exchange.project(), target, details);
    }

    /** An id in the path that may be stored. */
    static String id(Exchange exchange, String name) {
        return Ids.check(name, exchange.path(name));
    }

    /** The id after which a page begins; "" for the first page. */
    static String after(Exchange exchange) {
        String cursor = exchange.query("cursor");
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Ids.check("cursor", id);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    static Problem badCursor() {
        return Problem.badParameter(
                "cursor", "bad_cursor", "cursor must be what an answer gave as \"next\"");
    }

    /** The cursor to what follows an id. */
    static String cursor(String id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    static int limit(Exchange exchange) {
        int most = Math.min(1000, exchange.limits().maxItems());
        return exchange.queryInteger("limit", Math.min(50, most), 1, most);
    }
}
