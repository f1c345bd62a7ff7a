package dev.kindred.cli;

import dev.kindred.advise.DataProfile;
import dev.kindred.advise.Distribution;
import dev.kindred.advise.Histogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shape of {@code advise --format json}. */
final class AdviceJson {
    private AdviceJson() {}

    static Map<String, Object> of(AdviseCommand.Advice advice) {
        var map = new LinkedHashMap<String, Object>();
        map.put("source", advice.source());
        map.put("profile", profile(advice.profile()));
        var findings = new ArrayList<Map<String, Object>>();
        advice.findings()
                .forEach(
                        one -> {
                            var finding = new LinkedHashMap<String, Object>();
                            finding.put("severity", one.severity().name().toLowerCase(Locale.ROOT));
                            finding.put("code", one.code());
                            finding.put("text", one.text());
                            finding.put("remedy", one.remedy());
                            findings.add(finding);
                        });
        map.put("findings", findings);
        var suggestions = new ArrayList<Map<String, Object>>();
        advice.suggestions()
                .forEach(
                        one -> {
                            var suggestion = new LinkedHashMap<String, Object>();
                            suggestion.put("task", one.task().name().toLowerCase(Locale.ROOT));
                            suggestion.put("algorithm", one.algorithm());
                            suggestion.put("settings", one.settings());
                            suggestion.put("reason", one.reason());
                            suggestions.add(suggestion);
                        });
        map.put("suggestions", suggestions);
        return map;
    }

    private static Map<String, Object> profile(DataProfile profile) {
        var map = new LinkedHashMap<String, Object>();
        map.put("users", profile.users());
        map.put("items", profile.items());
        map.put("interactions", profile.events());
        map.put("pairs", profile.pairs());
        map.put("density", profile.density());
        map.put("feedback", profile.kind().name().toLowerCase(Locale.ROOT));
        map.put("types", profile.types());
        map.put("values", spread(profile.values(), profile.valueBins()));
        map.put("perUser", spread(profile.perUser(), profile.perUserBins()));
        map.put("perItem", spread(profile.perItem(), profile.perItemBins()));
        map.put("times", times(profile.times()));
        map.put("itemAttributes", fields(profile.itemFields()));
        map.put("userAttributes", fields(profile.userFields()));
        return map;
    }

    private static Map<String, Object> spread(Distribution spread, Histogram bins) {
        var map = new LinkedHashMap<String, Object>();
        map.put("min", spread.min());
        map.put("median", spread.median());
        map.put("p90", spread.p90());
        map.put("p99", spread.p99());
        map.put("max", spread.max());
        map.put("mean", spread.mean());
        map.put("gini", spread.gini());
        var counts = new LinkedHashMap<String, Object>();
        bins.bins().forEach(bin -> counts.put(bin.label(), bin.count()));
        map.put("bins", counts);
        return map;
    }

    private static Map<String, Object> times(DataProfile.Times times) {
        var map = new LinkedHashMap<String, Object>();
        map.put("share", times.share());
        if (times.share() > 0) {
            map.put("first", Instant.ofEpochMilli(times.first()).toString());
            map.put("last", Instant.ofEpochMilli(times.last()).toString());
            map.put("days", times.days());
            map.put("future", times.future());
            map.put("medianGapSeconds", times.medianGap() / 1000);
        }
        return map;
    }

    private static List<Object> fields(List<DataProfile.Field> fields) {
        var list = new ArrayList<Object>();
        for (DataProfile.Field field : fields) {
            var map = new LinkedHashMap<String, Object>();
            map.put("name", field.name());
            map.put("coverage", field.coverage());
            map.put("distinct", field.distinct());
            map.put("words", field.words());
            list.add(map);
        }
        return list;
    }
}
