package dev.kindred.cli;

import dev.kindred.data.AttributeRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        for (String field : given.fields()) {
            if (!known.contains(field)) {
                common.note(
                        "%s: no attribute is named \"%s\"; there are %s"
                                .formatted(
                                        option,
                                        field,
                                        known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }
}
