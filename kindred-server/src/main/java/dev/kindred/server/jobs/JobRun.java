package dev.kindred.server.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.io.DataException;
import dev.kindred.model.FitException;
import dev.kindred.server.settings.Rules;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.StoreException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job from its claim to its end: whatever happens, it ends, and says why. */
final class JobRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(JobRun.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Job job;
    private final JobHandler handler;
    private final JobRunner runner;

    JobRun(Job job, JobHandler handler, JobRunner runner) {
        this.job = job;
        this.handler = handler;
        this.runner = runner;
    }

    void run() {
        var context = new JobContext(job, spec(job.spec()));
        runner.begin(context);
        LOGGER.info("Job {} ({}) begins", job.id(), job.kind());
        try {
            ObjectNode result = handler.run(context);
            context.notes().forEach(result.withArray("notes")::add);
            end(context, State.DONE, result.path("message").asText("done"), result);
        } catch (CancellationException e) {
            ended(context);
        } catch (JobFailure e) {
            fail(context, String.valueOf(e.getMessage()), e.result());
        } catch (OutOfMemoryError e) {
            fail(context, outOfMemory(), null);
        } catch (Throwable e) {
            if (context.isCancelled()) {
                ended(context);
            } else {
                fail(context, reason(e), null);
            }
        }
    }

    private static ObjectNode spec(String text) {
        try {
            JsonNode spec = JSON.readTree(text);
            return spec instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // the store takes JSON objects only
        }
    }

    /** Somebody wanted it, or the server stops. */
    private void ended(JobContext context) {
        if (runner.isStopping()) {
            fail(context, "interrupted: the server stopped", null);
        } else {
            end(context, State.CANCELLED, "cancelled", null);
        }
    }

    private void fail(JobContext context, String reason, @Nullable ObjectNode result) {
        end(context, State.FAILED, reason, result);
    }

    private void end(JobContext context, State state, String message, @Nullable ObjectNode result) {
        LOGGER.info("Job {} ({}) ended as {}: {}", job.id(), job.kind(), state, message);
        runner.end(context, state, message, result);
    }

    private static String outOfMemory() {
        return "out of memory: the job needs more than the %s that java may use. Maybe start with more (KINDRED_JAVA_OPTS=-Xmx8g), or choose a smaller model: fewer factors, or ials instead of ease"
                .formatted(Rules.bytesText(Runtime.getRuntime().maxMemory() >> 20 << 20));
    }

    /** What the user can act on as it is; else the log has the details. */
    private String reason(Throwable e) {
        boolean known =
                e instanceof IllegalArgumentException
                        || e instanceof DataException
                        || e instanceof FitException
                        || e instanceof StoreException
                        || e instanceof IOException;
        if (known && e.getMessage() != null) {
            return e.getMessage();
        }
        LOGGER.error("Job {} ({}) failed", job.id(), job.kind(), e);
        return "internal error (%s); the log has the details"
                .formatted(e.getClass().getSimpleName());
    }
}
