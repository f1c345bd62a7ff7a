package dev.kindred.coldstart;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Suggestion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the groups of the users of a data set. */
final class GroupFinder {
    private final Attributes attributes;
    private final int users;
    private final DemographicConfig config;
    private final IdIndex.Builder fields = new IdIndex.Builder();
    private final BitSet numbers = new BitSet();
    private final IdIndex.Builder groups = new IdIndex.Builder();
    private final List<Integer> sizes = new ArrayList<>();

    private GroupFinder(Dataset data, DemographicConfig config) {
        this.attributes = data.userAttributes();
        this.users = data.users().size();
        this.config = config;
    }

    static UserGroups find(Dataset data, DemographicConfig config) {
        return new GroupFinder(data, config).find();
    }

    private UserGroups find() {
        for (String field : fields()) {
            if (field.isEmpty() || field.contains("=")) {
                continue; // cannot be part of a key
            }
            int row = fields.add(field);
            if (isNumeric(field)) {
                numbers.set(row);
                ranges(field);
            } else {
                texts(field);
            }
        }
        return new UserGroups(
                fields.build(),
                numbers,
                groups.build(),
                sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private List<String> fields() {
        List<String> known = attributes.fields();
        if (config.fields().isBlank() || known.isEmpty()) {
            return known;
        }
        List<String> wanted = Arrays.asList(config.fields().split("\\|"));
        for (String field : wanted) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        "fields: users have no attribute \"%s\"%s; there are %s"
                                .formatted(
                                        field,
                                        Suggestion.didYouMean(field, known),
                                        String.join(", ", known)));
            }
        }
        return wanted;
    }

    /** The number of a text, or NaN. */
    static double number(String text) {
        String word = text.strip();
        return word.matches("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})")
                ? Double.parseDouble(word)
                : Double.NaN;
    }

    private boolean isNumeric(String field) {
        boolean any = false;
        for (int user = 0; user < users; user++) {
            for (String value : attributes.values(user, field)) {
                if (Double.isNaN(number(value))) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private void add(String key, int size) {
        if (key.getBytes(StandardCharsets.UTF_8).length <= IdIndex.MAX_BYTES) {
            groups.add(key);
            sizes.add(size);
        }
    }

    private void texts(String field) {
        var counts = new LinkedHashMap<String, Integer>(); // by folded value
        var spelling = new LinkedHashMap<String, String>();
        for (int user = 0; user < users; user++) {
            var once = new HashSet<String>();
            for (String value : attributes.values(user, field)) {
                String folded = UserGroups.fold(value);
                if (!folded.isEmpty() && once.add(folded)) {
                    counts.merge(folded, 1, Integer::sum);
                    spelling.putIfAbsent(folded, value.strip());
                }
            }
        }
        counts.forEach(
                (folded, count) -> {
                    if (count >= config.minUsers()) {
                        add(UserGroups.key(field, spelling.get(folded)), count);
                    }
                });
    }

    /** Ranges of enough users each; what is left over at the end joins the last one. */
    private void ranges(String field) {
        var counts = new TreeMap<Double, Integer>();
        for (int user = 0; user < users; user++) {
            attributes.values(user, field).stream()
                    .map(GroupFinder::number)
                    .distinct()
                    .forEach(value -> counts.merge(value + 0.0, 1, Integer::sum));
        }
        boolean few = counts.size() <= config.buckets();
        int wanted = Math.max(config.minUsers(), few ? 1 : (users - 1) / config.buckets() + 1);
        var starts = new ArrayList<Double>();
        var held = new ArrayList<Integer>();
        int open = 0;
        for (Map.Entry<Double, Integer> one : counts.entrySet()) {
            if (open == 0) {
                starts.add(one.getKey());
                held.add(0);
            }
            open += one.getValue();
            held.set(held.size() - 1, open);
            open = open >= wanted ? 0 : open;
        }
        if (open > 0 && open < config.minUsers()) {
            held.remove(held.size() - 1);
            starts.remove(starts.size() - 1);
            if (!held.isEmpty()) {
                held.set(held.size() - 1, held.get(held.size() - 1) + open);
            }
        }
        for (int k = 0; k < starts.size(); k++) {
            add(UserGroups.key(field, String.valueOf(starts.get(k))), held.get(k));
        }
    }
}
