package dev.kindred.server.engine;

import dev.kindred.experiment.online.Interleaved;
import dev.kindred.experiment.online.Interleaved.Team;
import dev.kindred.server.engine.PipelineChoice.Mix;
import dev.kindred.server.engine.RecommendationAnswer.Content;
import dev.kindred.store.Exposure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One list made of those of two pipelines, and who picked what. */
final class Interleaving {
    private final Mix mix;
    private final Content a;
    private final Content b;
    private final Interleaved drafted;

    Interleaving(Mix mix, Content a, Content b, int limit, String recommendation) {
        this.mix = mix;
        this.a = a;
        this.b = b;
        this.drafted = mix.draft().interleave(ids(a), ids(b), limit, recommendation);
    }

    private static List<String> ids(Content content) {
        return content.items().stream().map(ListedItem::item).toList();
    }

    /** The list; it has no next page. */
    Content content() {
        Map<String, ListedItem> ofA = byId(a);
        Map<String, ListedItem> ofB = byId(b);
        var items = new ArrayList<ListedItem>();
        for (int at = 0; at < drafted.items().size(); at++) {
            Map<String, ListedItem> own = drafted.teams().get(at) == Team.B ? ofB : ofA;
            items.add(own.get(drafted.items().get(at)));
        }
        return new Content(
                a.user(), a.pipeline(), a.model(), a.coldStart(), null, items, a.notes());
    }

    private static Map<String, ListedItem> byId(Content content) {
        var byId = new HashMap<String, ListedItem>();
        content.items().forEach(one -> byId.putIfAbsent(one.item(), one));
        return byId;
    }

    /** The picks of each pipeline at their places; none for one without picks. */
    List<Exposure> exposures(String recommendation, String user, long now) {
        var exposures = new ArrayList<Exposure>();
        for (Team team : List.of(Team.A, Team.B)) {
            var items = new ArrayList<String>();
            var positions = new ArrayList<Integer>();
            for (int at = 0; at < drafted.items().size(); at++) {
                if (drafted.teams().get(at) == team) {
                    items.add(drafted.items().get(at));
                    positions.add(at + 1);
                }
            }
            Content own = team == Team.A ? a : b;
            if (!items.isEmpty()) {
                exposures.add(
                        new Exposure(
                                recommendation,
                                user,
                                now,
                                team == Team.A ? mix.runA() : mix.runB(),
                                team == Team.A ? mix.variantA() : mix.variantB(),
                                own.pipeline(),
                                own.model(),
                                items,
                                positions.stream().mapToInt(Integer::intValue).toArray(),
                                new double[0]));
            }
        }
        return exposures;
    }
}
