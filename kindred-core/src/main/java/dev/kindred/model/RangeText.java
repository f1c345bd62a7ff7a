package dev.kindred.model;

import dev.kindred.internal.ConfigBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a {@link SearchRange}.
 *
 * @param config has the setting
 * @param text such as {@code neighbours=20..1000:log}
 * @param what the owner of the setting, for messages
 */
record RangeText(Record config, String text, String what) {
    private static final String LOG = ":log";
    private static final String FORMS =
            "is not written NAME=LOW..HIGH, NAME=LOW..HIGH:log or NAME=A|B|C";

    SearchRange read() {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw wrong(FORMS);
        }
        String setting = text.substring(0, equals).trim();
        String values = text.substring(equals + 1).trim();
        Class<?> type = ConfigBinder.typeOf(config, setting, what);
        int dots = values.indexOf("..");
        if (dots < 0) {
            return choice(setting, values);
        }
        boolean whole = type == int.class || type == long.class;
        if (!whole && type != double.class) {
            throw wrong(
                    "cannot be: %s must be %s"
                            .formatted(setting, ConfigBinder.valuesOf(config, setting)));
        }
        boolean log = values.endsWith(LOG);
        String high = values.substring(dots + 2, values.length() - (log ? LOG.length() : 0));
        return numbers(setting, values.substring(0, dots), high, whole, log);
    }

    private SearchRange numbers(
            String setting, String low, String high, boolean whole, boolean log) {
        double from = Double.parseDouble(ConfigBinder.canonical(config, setting, low, what));
        double to = Double.parseDouble(ConfigBinder.canonical(config, setting, high, what));
        try {
            return new SearchRange.Numbers(setting, from, to, whole, log);
        } catch (IllegalArgumentException e) {
            throw wrong("cannot be: " + e.getMessage());
        }
    }

    private SearchRange choice(String setting, String values) {
        if (!values.contains("|")) {
            throw wrong(FORMS + ". Maybe --set is meant");
        }
        List<String> options = new ArrayList<>();
        for (String value : values.split("\\|", -1)) {
            options.add(ConfigBinder.canonical(config, setting, value, what));
        }
        try {
            return new SearchRange.Choice(setting, options);
        } catch (IllegalArgumentException e) {
            throw wrong("cannot be: " + e.getMessage());
        }
    }

    private IllegalArgumentException wrong(String rule) {
        return new IllegalArgumentException("range \"%s\" %s".formatted(text, rule));
    }
}
