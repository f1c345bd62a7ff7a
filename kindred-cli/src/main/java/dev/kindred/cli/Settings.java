package dev.kindred.cli;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.Algorithms;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of algorithms as they are shown. */
final class Settings {
    private Settings() {}

    /** Numbers and truths as such, for JSON. */
    static Map<String, Object> typed(Map<String, String> texts) {
        var typed = new LinkedHashMap<String, Object>();
        texts.forEach((name, text) -> typed.put(name, typed(text)));
        return typed;
    }

    /** One of them. */
    static Object typed(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        } else if (text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("-?\\d*\\.\\d+(E-?\\d+)?") ? Double.valueOf(text) : text;
    }

    /** Those that differ from the algorithm's defaults. */
    static Map<String, String> changed(String algorithm, Record config) {
        Map<String, String> defaults =
                ConfigBinder.toTexts(Algorithms.provider(algorithm).defaults());
        var changed = ConfigBinder.toTexts(config);
        changed.entrySet().removeAll(defaults.entrySet());
        return changed;
    }

    /** In one line: {@code neighbours=50 shrinkage=10.0}. */
    static String text(Map<String, String> texts) {
        var words = new StringBuilder();
        texts.forEach((name, text) -> words.append(' ').append(name).append('=').append(text));
        return words.toString().trim();
    }
}
