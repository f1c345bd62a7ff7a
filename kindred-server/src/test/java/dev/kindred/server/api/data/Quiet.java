package dev.kindred.server.api.data;

import dev.kindred.server.KindredServer;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.tenant.TenantFactory;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;

/** Servers that train nothing by themselves. */
final class Quiet {
    private Quiet() {}

    static TestServer server(Path folder) {
        return server(folder, PipelineSpec.defaults());
    }

    static TestServer server(Path folder, PipelineSpec pipeline) {
        return new TestServer(folder, settings -> quiet(settings, pipeline));
    }

    private static KindredServer.Settings quiet(
            KindredServer.Settings from, PipelineSpec pipeline) {
        TenantFactory.Settings tenants = from.tenants();
        return new KindredServer.Settings(
                new TenantFactory.Settings(
                        pipeline,
                        tenants.folder(),
                        tenants.queue(),
                        tenants.keepJobDays(),
                        tenants.keepModels(),
                        false),
                from.engine(),
                from.limits(),
                from.openMetrics(),
                from.accessLines());
    }
}
