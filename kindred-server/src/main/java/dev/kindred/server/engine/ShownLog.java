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
        Exposure plain =
                Exposure.of(
                        answer.recommendationId(),
                        user,
                        now,
                        content.pipeline(),
                        content.model(),
                        items);
        Arm arm = answer.arm();
        if (arm == null || arm.run().isEmpty()) {
            workspace.store().exposures().offer(plain);
            return;
        }
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
        workspace.store().exposures().offer(of(plain, arm), measures);
    }

    private static Exposure of(Exposure plain, Arm arm) {
        double[] propensities = new double[0];
        if (arm.propensity() > 0) {
            propensities = new double[plain.items().size()];
            Arrays.fill(propensities, arm.propensity());
        }
        return new Exposure(
                plain.recommendation(),
                plain.user(),
                plain.time(),
                arm.run(),
                arm.variant(),
                plain.policy(),
                plain.model(),
                plain.items(),
                plain.positions(),
                propensities);
    }
}
