package dev.kindred.experiment.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results as nested maps and lists, as they are written in JSON; what is not known is null. */
public final class ResultsMap {
    private ResultsMap() {}

    public static Map<String, @Nullable Object> of(Results results) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        var variants = new ArrayList<Object>();
        for (int arm = 0; arm < results.variants().size(); arm++) {
            var variant = new LinkedHashMap<String, Object>();
            variant.put("name", results.variants().get(arm));
            variant.put("units", results.units().get(arm));
            variants.add(variant);
        }
        map.put("variants", variants);
        map.put("crossovers", results.crossovers());
        map.put("sampleRatio", of(results.ratio()));
        map.put("metrics", results.metrics().stream().map(ResultsMap::of).toList());
        map.put("advice", of(results.advice()));
        return map;
    }

    private static Map<String, Object> of(SampleRatio ratio) {
        var map = new LinkedHashMap<String, Object>();
        map.put("statistic", ratio.statistic());
        map.put("p", ratio.p());
        map.put("sequentialP", ratio.sequentialP());
        map.put("alarm", ratio.alarm());
        return map;
    }

    private static Map<String, @Nullable Object> of(Advice advice) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("action", word(advice.action()));
        map.put("variant", advice.variant());
        map.put("early", advice.early());
        map.put("words", advice.words());
        map.put("reasons", advice.reasons());
        return map;
    }

    private static Map<String, @Nullable Object> of(MetricResult result) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("metric", result.metric().name());
        map.put("kind", word(result.metric().kind()));
        map.put("role", word(result.metric().role()));
        map.put("lowerIsBetter", result.metric().lowerIsBetter());
        map.put("cap", result.cap());
        var arms = new ArrayList<Object>();
        for (MetricResult.ArmMean mean : result.arms()) {
            var arm = new LinkedHashMap<String, @Nullable Object>();
            arm.put("variant", mean.variant());
            arm.put("units", mean.units());
            arm.put("mean", mean.mean());
            arm.put("deviation", mean.deviation());
            arms.add(arm);
        }
        map.put("arms", arms);
        map.put("contrasts", result.contrasts().stream().map(ResultsMap::of).toList());
        return map;
    }

    private static Map<String, @Nullable Object> of(Contrast contrast) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("variant", contrast.variant());
        map.put("verdict", word(contrast.verdict()));
        map.put("p", known(contrast.p()));
        map.put("corrected", known(contrast.corrected()));
        map.put("varianceKept", contrast.varianceKept());
        map.put("absolute", of(contrast.absolute()));
        map.put("relative", of(contrast.relative()));
        map.put("fixedAbsolute", of(contrast.fixedAbsolute()));
        map.put("fixedRelative", of(contrast.fixedRelative()));
        map.put("bayesian", of(contrast.chance()));
        map.put("conversions", of(contrast.conversions()));
        return map;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable Map<String, Object> of(@Nullable Estimate estimate) {
        return estimate == null
                ? null
                : map(
                        List.of("value", "standardError", "low", "high", "p"),
                        estimate.value(),
                        estimate.standardError(),
                        estimate.low(),
                        estimate.high(),
                        estimate.p());
    }

    private static @Nullable Map<String, Object> of(@Nullable Chance chance) {
        return chance == null
                ? null
                : map(
                        List.of("chanceAbove0", "low", "high"),
                        chance.above(),
                        chance.low(),
                        chance.high());
    }

    private static @Nullable Map<String, Object> of(@Nullable Conversions conversions) {
        return conversions == null
                ? null
                : map(
                        List.of("chanceAboveControl", "lossOfTreatment", "lossOfControl"),
                        conversions.aboveControl(),
                        conversions.lossOfTreatment(),
                        conversions.lossOfControl());
    }

    private static Map<String, Object> map(List<String> names, double... values) {
        var map = new LinkedHashMap<String, Object>();
        for (int k = 0; k < values.length; k++) {
            map.put(names.get(k), values[k]);
        }
        return map;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
