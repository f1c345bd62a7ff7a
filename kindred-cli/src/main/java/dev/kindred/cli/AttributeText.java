package dev.kindred.cli;

import dev.kindred.data.AttributeRow;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Attributes as the command line writes them: {@code gender=F,age=25} or {@code
 * genres=Drama|Comedy,year=1999}; quotes and backslashes as in lists of ids.
 */
final class AttributeText {
    private AttributeText() {}

    static AttributeRow parse(String option, String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : IdList.ids(option, text)) {
            int at = part.indexOf('=');
            if (at < 1 || at == part.length() - 1) {
                throw new UsageException(
                        "%s \"%s\" is no field=value, as in gender=F,age=25"
                                .formatted(option, part));
            }
            List<String> of =
                    values.computeIfAbsent(part.substring(0, at), any -> new ArrayList<>());
            of.addAll(List.of(part.substring(at + 1).split("\\|")));
        }
        return AttributeRow.of(values);
    }

    /** Tells of fields that nobody has. */
    static void tellUnknown(
            CommonOptions common, String option, AttributeRow given, List<String> known) {
        unknown(option, given, known).forEach(common::note);
    }

    /** Refuses fields that nobody has. */
    static void checkKnown(String option, AttributeRow given, List<String> known) {
        unknown(option, given, known)
                .findFirst()
                .ifPresent(
                        message -> {
                            throw new UsageException(message);
                        });
    }

    private static Stream<String> unknown(String option, AttributeRow given, List<String> known) {
        return given.fields().stream()
                .filter(field -> !known.contains(field))
                .map(
                        field ->
                                "%s: no attribute is named \"%s\"%s; there are %s"
                                        .formatted(
                                                option,
                                                field,
                                                Suggestion.didYouMean(field, known),
                                                known.isEmpty()
                                                        ? "none"
                                                        : String.join(", ", known)));
    }
}
