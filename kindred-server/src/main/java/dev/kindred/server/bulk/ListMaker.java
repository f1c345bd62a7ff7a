package dev.kindred.server.bulk;

import dev.kindred.model.FitContext;
import dev.kindred.server.engine.RecommendationAnswer;
import dev.kindred.server.engine.RecommendationRequest;
import java.util.List;

/** Makes lists for many users at once. */
public interface ListMaker {
    /**
     * Makes the lists of some users, and puts them where requests of the same form find them.
     *
     * @param request as it will be asked; its own user does not matter
     * @return how many lists were kept
     */
    int precompute(List<String> users, RecommendationRequest request, FitContext context);

    /**
     * The answers for some users, in their order.
     *
     * @param request what is asked for each of them; its own user does not matter
     */
    List<RecommendationAnswer> answers(List<String> users, RecommendationRequest request);
}
