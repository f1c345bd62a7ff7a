package dev.kindred.server.api.experiments;

import dev.kindred.experiment.online.Preference;
import dev.kindred.server.api.Times;
import dev.kindred.server.experiments.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users prefer of two interleaved variants, as answers show it. */
final class ShownPreference {
    private ShownPreference() {}

    static Map<String, @Nullable Object> of(Stored stored, Preference preference, long now) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", stored.id());
        shown.put("status", stored.state().status().label());
        shown.put("time", Times.text(now));
        double days = ShownExperiment.days(stored, now);
        shown.put("days", days);
        shown.put("winsA", preference.winsA());
        shown.put("winsB", preference.winsB());
        shown.put("ties", preference.ties());
        shown.put("delta", preference.delta());
        shown.put("low", preference.low());
        shown.put("high", preference.high());
        shown.put("p", preference.p());
        shown.put("sequentialP", preference.sequentialP());
        shown.put("advice", advice(stored, preference, days));
        return shown;
    }

    private static Map<String, @Nullable Object> advice(
            Stored stored, Preference preference, double days) {
        List<String> names = stored.definition().experiment().names();
        boolean known = preference.sequentialP() < stored.definition().analysis().alpha();
        String preferred = preference.delta() > 0 ? names.get(0) : names.get(1);
        boolean early = known && days < stored.definition().analysis().minimumDays();
        var advice = new LinkedHashMap<String, @Nullable Object>();
        advice.put("action", !known ? "continue" : preference.delta() > 0 ? "stop" : "ship");
        advice.put("variant", known ? names.get(1) : null);
        advice.put("early", early);
        advice.put(
                "words",
                known
                        ? "Users prefer %s.".formatted(preferred)
                        : "Go on: it is not known yet which one users prefer.");
        advice.put(
                "reasons",
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%d users prefer %s, %d %s, %d neither (sequential p %.2g)",
                                preference.winsA(),
                                names.get(0),
                                preference.winsB(),
                                names.get(1),
                                preference.ties(),
                                preference.sequentialP())));
        return advice;
    }
}
