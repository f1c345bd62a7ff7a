package dev.kindred.server.engine;

import dev.kindred.server.engine.lists.ListSpec;
import dev.kindred.server.engine.rules.Rule;
import dev.kindred.server.engine.rules.RuleReader;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules and lists that are stored, read once per version. Immutable.
 *
 * @param version of all documents when they were read, or older
 * @param rules by id
 * @param lists named lists by id
 */
record Documents(long version, List<Rule> rules, Map<String, ListSpec> lists) {
    private static final Logger LOGGER = LoggerFactory.getLogger(Documents.class);

    /** The kind under which rules are stored. */
    static final String RULE = "rule";

    /** The kind under which named lists are stored. */
    static final String LIST = "list";

    static final Documents NONE = new Documents(0, List.of(), Map.of());

    /** Documents that cannot be read are left out: they were checked when they were stored. */
    static Documents read(Project store, long version) {
        var rules = new ArrayList<Rule>();
        for (Document one : store.documents().list(RULE)) {
            try {
                rules.add(RuleReader.read(one.id(), String.valueOf(one.body())));
            } catch (IllegalArgumentException e) {
                LOGGER.warn("Rule \"{}\" is left out: {}", one.id(), e.getMessage());
            }
        }
        Map<String, ListSpec> lists = new LinkedHashMap<>();
        for (Document one : store.documents().list(LIST)) {
            try {
                lists.put(one.id(), ListSpec.read(one.id(), String.valueOf(one.body())));
            } catch (IllegalArgumentException e) {
                LOGGER.warn("List \"{}\" is left out: {}", one.id(), e.getMessage());
            }
        }
        return new Documents(version, List.copyOf(rules), lists);
    }
}
