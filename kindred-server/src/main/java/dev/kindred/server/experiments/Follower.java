package dev.kindred.server.experiments;

import dev.kindred.data.Interaction;
import dev.kindred.server.engine.EventMeaning;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.server.experiments.State.Status;
import dev.kindred.store.Event;
import dev.kindred.store.Events;
import dev.kindred.store.Exposure;
import dev.kindred.store.Exposures;
import dev.kindred.store.Exposures.Assigned;
import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Project;
import dev.kindred.store.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the log of events behind the writers, and adds to experiments what users did who are in
 * them: events that carry the id of a list of the experiment, or come within the attribution window
 * after one. Each event counts once, whatever happens in between.
 */
final class Follower {
    private static final String READER = "experiments";
    private static final int PAGE = 5_000;

    private final Workspace workspace;
    private final Project store;

    Follower(Workspace workspace) {
        this.workspace = workspace;
        this.store = workspace.store();
    }

    /** A run in which events may count. */
    private record Open(Stored experiment, String run) {}

    /** Reads all that is new; time O(new events). */
    synchronized void catchUp(Collection<Stored> experiments) {
        List<Open> open = open(experiments, workspace.clock().millis());
        long at = store.outcomes().position(READER);
        long end = store.versions().sequence();
        if (at >= end) {
            return;
        }
        if (open.isEmpty()) {
            store.outcomes().advance(READER, at, end, List.of());
            return;
        }
        store.exposures().flush();
        while (at < end) {
            List<StoredEvent> page = store.events().list(Events.Filter.ALL, at, PAGE);
            long to = page.size() < PAGE ? end : page.get(PAGE - 1).sequence();
            if (!page.isEmpty()) {
                to = Math.max(to, page.get(page.size() - 1).sequence());
            }
            if (!store.outcomes().advance(READER, at, to, outcomes(page, open))) {
                return; // another process was faster
            }
            at = to;
        }
    }

    /** Runs that are under way, or ended within the attribution window. */
    private static List<Open> open(Collection<Stored> experiments, long now) {
        var open = new ArrayList<Open>();
        for (Stored one : experiments) {
            Status status = one.state().status();
            if (status == Status.RUNNING || status == Status.PAUSED) {
                for (Run run : one.compared()) {
                    Long until = run.until();
                    if (until == null || now - until < one.definition().attributionMillis()) {
                        open.add(new Open(one, one.run(run)));
                    }
                }
            }
        }
        return open;
    }

    private List<Outcome> outcomes(List<StoredEvent> page, List<Open> open) {
        var outcomes = new ArrayList<Outcome>();
        Map<String, Map<String, Assigned>> users = new HashMap<>();
        EventMeaning meaning = new EventMeaning(workspace.pipeline().events());
        Exposures exposures = store.exposures();
        var votes = new Votes(exposures);
        for (StoredEvent stored : page) {
            Event event = stored.event();
            Map<String, Assigned> assigned =
                    users.computeIfAbsent(event.user(), exposures::assigned);
            for (Open one : assigned.isEmpty() ? List.<Open>of() : open) {
                if (one.experiment().definition().interleaved()) {
                    votes.add(outcomes, one.experiment(), event, meaning);
                    continue;
                }
                Assigned in = assigned.get(one.run());
                if (in != null && !in.crossed()) {
                    add(outcomes, one, in, event, meaning);
                }
            }
        }
        return outcomes;
    }

    private void add(
            List<Outcome> outcomes, Open one, Assigned in, Event event, EventMeaning meaning) {
        List<Metric> counting =
                one.experiment().definition().metrics().stream()
                        .filter(metric -> metric.counts(event.type(), meaning))
                        .toList();
        if (counting.isEmpty() || !belongs(event, one)) {
            return;
        }
        for (Metric metric : counting) {
            outcomes.add(
                    new Outcome(
                            one.run(),
                            metric.name(),
                            event.user(),
                            in.variant(),
                            metric.of(event.value()),
                            0,
                            metric.keep()));
        }
    }

    private boolean belongs(Event event, Open one) {
        String recommendation = event.recommendation();
        if (recommendation != null) {
            for (Exposure shown : store.exposures().of(recommendation)) {
                if (shown.experiment().equals(one.run()) && shown.user().equals(event.user())) {
                    return true;
                }
            }
        }
        if (event.time() == Interaction.NO_TIME) {
            return false;
        }
        long window = one.experiment().definition().attributionMillis();
        return store.exposures()
                .wasShown(one.run(), event.user(), event.time() - window, event.time());
    }
}
