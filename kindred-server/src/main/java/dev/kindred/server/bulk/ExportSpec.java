package dev.kindred.server.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.bulk.ExportFile.Format;
import dev.kindred.server.settings.JsonTree;
import dev.kindred.server.settings.Origin;
import dev.kindred.server.settings.Readings;
import dev.kindred.server.settings.Rules;
import dev.kindred.server.settings.Section;
import java.util.List;
import java.util.Locale;

/**
 * What is to be written.
 *
 * @param what users, items or events
 * @param length of lists
 */
record ExportSpec(String what, Format format, int length) {
    private static final int LONGEST = 10_000;
    private static final List<String> FORMATS = List.of("ndjson", "csv");

    /** Reads {@code {"what":"events","format":"csv"}}. */
    static ExportSpec ofData(ObjectNode spec) {
        var readings = new Readings();
        var section = section(spec, readings);
        String what =
                section.value("what", "events", Rules.word(List.of("users", "items", "events")));
        return checked(new ExportSpec(what, format(section), 0), section, readings);
    }

    /** Reads {@code {"length":20,"format":"csv"}}. */
    static ExportSpec ofLists(ObjectNode spec) {
        var readings = new Readings();
        var section = section(spec, readings);
        int length = section.value("length", 10, Rules.whole(1, LONGEST));
        return checked(new ExportSpec("lists", format(section), length), section, readings);
    }

    private static Section section(ObjectNode spec, Readings readings) {
        return Section.root(JsonTree.of(spec, Origin.REQUEST), readings);
    }

    private static Format format(Section section) {
        String format = section.value("format", "ndjson", Rules.word(FORMATS));
        return Format.valueOf(format.toUpperCase(Locale.ROOT));
    }

    private static ExportSpec checked(ExportSpec spec, Section section, Readings readings) {
        section.done();
        readings.check();
        return spec;
    }

    String file(String job) {
        return "%s-%s.%s".formatted(what, job, format.name().toLowerCase(Locale.ROOT));
    }
}
