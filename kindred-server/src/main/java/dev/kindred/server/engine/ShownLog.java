package dev.kindred.server.engine;

import dev.kindred.server.engine.PipelineChoice.Arm;
import dev.kindred.server.engine.PipelineChoice.Counting;
import dev.kindred.store.Exposure;
import dev.kindred.store.Exposures.Measure;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs answers as shown, with the variant that they belong to. */
final class ShownLog {
    private final Workspace workspace;
    private final Workspace.Chosen chosen;

    ShownLog(Workspace workspace, Workspace.Chosen chosen) {
        this.workspace = workspace;
        this.chosen = chosen;
    }

    void add(RecommendationAnswer answer, @Nullable Interleaving mixed, long now, double seconds) {
        RecommendationAnswer.Shown content = answer.shown();
        String user = content.user();
        List<String> items = content.items();
        if (user == null || items.isEmpty()) {
            return;
        }
        if (mixed != null) {
            mixed.exposures(answer.recommendationId(), user, now)
                    .forEach(workspace.store().exposures()::offer);
            return;
        }
        Arm arm = answer.arm();
        if (arm == null || arm.run().isEmpty()) {
            workspace
                    .store()
                    .exposures()
                    .offer(of(answer, content, user, now, "", "", ofDraws(content)));
            return;
        }
        Exposure exposure =
                of(
                        answer,
                        content,
                        user,
                        now,
                        arm.run(),
                        arm.variant(),
                        propensities(content, arm.propensity()));
        Counting counting = arm.counting();
        List<Measure> measures =
                counting == null
                        ? List.of()
                        : counting.measures(
                                new Shown(
                                        user,
                                        items,
                                        now,
                                        seconds,
                                        chosen.situation().serving().universe().attributes(),
                                        chosen.visitor()));
        workspace.store().exposures().offer(exposure, measures);
    }

    private static Exposure of(
            RecommendationAnswer answer,
            RecommendationAnswer.Shown content,
            String user,
            long now,
            String run,
            String variant,
            double[] propensities) {
        int[] positions = new int[content.items().size()];
        Arrays.setAll(positions, at -> at + 1);
        return new Exposure(
                answer.recommendationId(),
                user,
                now,
                run,
                variant,
                content.pipeline(),
                content.model(),
                content.items(),
                positions,
                propensities);
    }

    /** With what probability each item was shown where it was; none where chance had no part. */
    private static double[] ofDraws(RecommendationAnswer.Shown content) {
        boolean byChance = content.propensities().stream().anyMatch(one -> one < 1);
        return byChance ? propensities(content, 1) : new double[0];
    }

    /** The same times the probability of the variant; none where that is unknown. */
    private static double[] propensities(RecommendationAnswer.Shown content, double ofVariant) {
        return ofVariant > 0
                ? content.propensities().stream().mapToDouble(one -> one * ofVariant).toArray()
                : new double[0];
    }
}
