package dev.kindred.server.bulk;

import dev.kindred.model.FitContext;
import dev.kindred.server.engine.RecommendationAnswer;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Workspace;
import java.util.List;

/** Lists as the project's workspace makes them. */
public record EngineLists(Workspace workspace) implements ListMaker {
    @Override
    public int precompute(List<String> users, RecommendationRequest request, FitContext context) {
        return workspace.batches().precompute(users, request, context);
    }

    @Override
    public List<RecommendationAnswer> answers(List<String> users, RecommendationRequest request) {
        return workspace.batches().recommendAll(users, request, false);
    }
}
