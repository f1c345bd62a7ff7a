package dev.kindred.server.experiments;

import dev.kindred.data.Interaction;
import dev.kindred.experiment.online.Preference;
import dev.kindred.server.engine.EventMeaning;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.store.Event;
import dev.kindred.store.Exposure;
import dev.kindred.store.Exposures;
import dev.kindred.store.Outcomes;
import dev.kindred.store.Outcomes.Keep;
import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Outcomes.Sums;
import java.util.List;
import java.util.Map;

/** Votes for one of two interleaved pipelines: events with an item that it picked. */
final class Votes {
    private static final String METRIC = "preference";
    private static final int MOST_LISTS = 100;

    private final Exposures exposures;

    Votes(Exposures exposures) {
        this.exposures = exposures;
    }

    /** Adds the vote of an event, if it is one: 1 for the first variant, -1 for the second. */
    void add(List<Outcome> outcomes, Stored experiment, Event event, EventMeaning meaning) {
        boolean counts =
                experiment.definition().metrics().stream()
                        .anyMatch(metric -> metric.counts(event.type(), meaning));
        int vote = counts ? vote(experiment, event) : 0;
        if (vote != 0) {
            outcomes.add(
                    new Outcome(
                            experiment.run(), METRIC, event.user(), "both", vote, 0, Keep.BY_SIGN));
        }
    }

    private int vote(Stored experiment, Event event) {
        String recommendation = event.recommendation();
        int vote =
                recommendation == null ? 0 : vote(experiment, event, exposures.of(recommendation));
        if (vote != 0 || event.time() == Interaction.NO_TIME) {
            return vote;
        }
        long from = event.time() - experiment.definition().attributionMillis();
        return vote(
                experiment,
                event,
                exposures.ofUser(event.user(), from, event.time() + 1, MOST_LISTS));
    }

    /** Of the newest list that had the item. */
    private static int vote(Stored experiment, Event event, List<Exposure> newestFirst) {
        Run run = experiment.state().run();
        for (Exposure one : newestFirst) {
            if (one.user().equals(event.user()) && one.items().contains(event.item())) {
                if (one.experiment().equals(experiment.picks(run, 0))) {
                    return 1;
                }
                if (one.experiment().equals(experiment.picks(run, 1))) {
                    return -1;
                }
            }
        }
        return 0;
    }

    /** What users prefer; each has one vote, for the variant with more of the user's events. */
    static Preference preference(Outcomes outcomes, Stored experiment) {
        Map<Integer, Sums> bySign =
                outcomes.bySize(experiment.run(), METRIC).getOrDefault("both", Map.of());
        return Preference.of(units(bySign, 1), units(bySign, -1), units(bySign, 0));
    }

    private static long units(Map<Integer, Sums> bySign, int sign) {
        Sums sums = bySign.get(sign);
        return sums == null ? 0 : sums.units();
    }
}
