package dev.kindred.server.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.bulk.ExportFile.Format;
import dev.kindred.server.engine.ListedItem;
import dev.kindred.server.engine.RecommendationAnswer;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.jobs.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the lists of all users to a file: a line per user (NDJSON), or a line per user and item
 * (CSV: user, rank, item, score, source). Spec: {@code length} (default 10), {@code format}.
 */
public final class BatchLists implements JobHandler {
    /** The kind of its jobs. */
    public static final String KIND = "batch";

    private static final List<String> COLUMNS = List.of("user", "rank", "item", "score", "source");

    private final Workspace workspace;
    private final ListMaker lists;
    private final Path folder;

    /**
     * A writer of lists.
     *
     * @param folder where the files go
     */
    public BatchLists(Workspace workspace, ListMaker lists, Path folder) {
        this.workspace = workspace;
        this.lists = lists;
        this.folder = folder;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Lane lane() {
        return Lane.LISTS;
    }

    @Override
    public void check(ObjectNode spec) {
        ExportSpec wanted = ExportSpec.ofLists(spec);
        int most = workspace.pipeline().serving().maxItems();
        if (wanted.length() > most) {
            throw new IllegalArgumentException(
                    "length must be at most %d (pipeline.serving.maxItems), but is %d"
                            .formatted(most, wanted.length()));
        }
    }

    @Override
    public ObjectNode run(JobContext job) throws IOException {
        ExportSpec spec = ExportSpec.ofLists(job.spec());
        List<String> users = Users.all(workspace.store());
        int batch = workspace.pipeline().precompute().batch();
        RecommendationRequest request = RecommendationRequest.of(null, spec.length());
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("users", users.size());
        Path target = folder.resolve(spec.file(job.job().id()));
        try (ExportFile file = ExportFile.create(target, spec.format(), COLUMNS)) {
            for (int from = 0; from < users.size(); from += batch) {
                int to = Math.min(users.size(), from + batch);
                List<String> part = users.subList(from, to);
                List<RecommendationAnswer> answers =
                        job.interruptible(() -> lists.answers(part, request));
                for (int at = 0; at < answers.size(); at++) {
                    write(file, spec.format(), part.get(at), answers.get(at));
                }
                job.update(
                        (double) to / users.size(), "%d of %d users".formatted(to, users.size()));
            }
            file.finish(result);
        }
        return result;
    }

    private static void write(
            ExportFile file, Format format, String user, RecommendationAnswer answer)
            throws IOException {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("user", user);
        if (format == Format.NDJSON) {
            ArrayNode items = line.putArray("items");
            answer.items().forEach(item -> put(items.addObject(), item));
            file.write(line);
            return;
        }
        int rank = 0;
        for (ListedItem item : answer.items()) {
            put(line.put("rank", ++rank), item);
            file.write(line);
        }
    }

    private static void put(ObjectNode to, ListedItem item) {
        to.put("item", item.item());
        if (Double.isFinite(item.score())) {
            to.put("score", item.score());
        } else {
            to.remove("score");
        }
        to.put("source", item.source());
    }
}
