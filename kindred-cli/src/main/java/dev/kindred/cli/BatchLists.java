package dev.kindred.cli;

import dev.kindred.model.FitContext;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes the lists of many users, in their order: some thousand are made and put into words at a
 * time, on all threads, so that the memory does not grow with the number of users.
 */
final class BatchLists {
    private static final int AT_ONCE = 4096;

    private final ListMaker maker;
    private final int users;
    private final IntFunction<Query> queries;
    private final OutputFormat format;
    private final FitContext context;

    BatchLists(
            ListMaker maker,
            int users,
            IntFunction<Query> queries,
            OutputFormat format,
            FitContext context) {
        this.maker = maker;
        this.users = users;
        this.queries = queries;
        this.format = format;
        this.context = context;
    }

    void write(Writer out) throws IOException {
        if (format == OutputFormat.CSV) {
            Csv.line(out, "user", "rank", "item", "score");
        }
        for (int first = 0; first < users; first += AT_ONCE) {
            int count = Math.min(AT_ONCE, users - first);
            List<Query> asked = IntStream.range(first, first + count).mapToObj(queries).toList();
            String[] texts = new String[count];
            maker.rank(asked, context, (list, at) -> texts[at] = text(asked.get(at), list));
            for (String text : texts) {
                out.write(text);
            }
            context.progress().update("batch", first + count, users, "");
        }
    }

    private String text(Query query, RankedItems list) {
        var text = new StringWriter(list.size() * 40);
        boolean cold = ListMaker.isCold(query);
        OutputFile.unchecked(
                () -> {
                    if (format == OutputFormat.CSV) {
                        csv(text, query, list, cold);
                    } else {
                        Json.writeLine(text, json(query, list, cold));
                    }
                });
        return text.toString();
    }

    private static void csv(Writer out, Query query, RankedItems list, boolean cold)
            throws IOException {
        for (int at = 0; at < list.size(); at++) {
            RankedItems.Entry entry = list.entries().get(at);
            Double score = cold || entry.fallback() ? null : (Double) entry.score();
            Csv.line(out, query.user(), at + 1, list.id(at), score);
        }
    }

    private static Map<String, Object> json(Query query, RankedItems list, boolean cold) {
        var items = new ArrayList<Map<String, Object>>(list.size());
        for (int at = 0; at < list.size(); at++) {
            RankedItems.Entry entry = list.entries().get(at);
            var item = new LinkedHashMap<String, Object>();
            item.put("item", list.id(at));
            if (cold || entry.fallback()) {
                item.put("score", RankedList.Absent.NULL);
                item.put("fallback", true);
            } else {
                item.put("score", entry.score());
            }
            items.add(item);
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("user", String.valueOf(query.user()));
        if (cold) {
            line.put("coldStart", true);
        }
        line.put("items", items);
        return line;
    }
}
