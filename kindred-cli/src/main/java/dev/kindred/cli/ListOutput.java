package dev.kindred.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Writes lists of items or users. */
final class ListOutput {
    private ListOutput() {}

    /**
     * Writes lists.
     *
     * @param asArray true if JSON is an array even of one list
     */
    static void write(
            Terminal terminal, OutputFormat format, List<RankedList> lists, boolean asArray)
            throws IOException {
        switch (format) {
            case JSON -> {
                List<?> json = lists.stream().map(RankedList::json).toList();
                Json.write(terminal.out(), asArray ? json : json.get(0));
            }
            case CSV -> {
                csv(terminal.out(), lists);
                lists.forEach(list -> list.notes().forEach(terminal::say));
                lists.forEach(list -> list.missing().forEach(one -> terminal.say(one.inWords())));
            }
            case TABLE -> {
                for (int at = 0; at < lists.size(); at++) {
                    terminal.out().write(at > 0 ? "\n" : "");
                    table(terminal, lists.get(at), lists.size() > 1);
                }
            }
        }
    }

    private static void csv(Writer out, List<RankedList> lists) throws IOException {
        boolean explained = any(lists, item -> item.because() != null);
        RankedList first = lists.get(0);
        String element = first.kind().equals(first.of()) ? "similar" : first.of();
        Csv.line(out, header(first.kind(), element, explained));
        for (RankedList list : lists) {
            for (int at = 0; at < list.items().size(); at++) {
                RankedList.Item item = list.items().get(at);
                var cells = new ArrayList<Object>();
                cells.add(list.id() == null ? "" : list.id());
                cells.add(at + 1);
                cells.add(item.id());
                cells.add(item.score());
                cells.add(item.title() == null ? "" : item.title());
                cells.add(item.fallback());
                if (explained) {
                    cells.add(item.why());
                }
                Csv.line(out, cells.toArray());
            }
        }
    }

    private static Object[] header(String kind, String element, boolean explained) {
        var header =
                new ArrayList<Object>(List.of(kind, "rank", element, "score", "title", "fallback"));
        if (explained) {
            header.add("explain");
        }
        return header.toArray();
    }

    private static void table(Terminal terminal, RankedList list, boolean named)
            throws IOException {
        Writer out = terminal.out();
        if (named && list.id() != null) {
            out.write("%s %s%n".formatted(list.kind(), list.id()));
        }
        if (list.items().isEmpty()) {
            out.write("(nothing)\n");
            rest(out, list);
            return;
        }
        List<RankedList> one = List.of(list);
        boolean titled = any(one, item -> item.title() != null);
        boolean genred = any(one, item -> !item.genres().isEmpty());
        var header = new ArrayList<>(List.of("#", list.of(), "score"));
        addIf(header, titled, "title");
        addIf(header, genred, "genres");
        var table = new Table(header);
        for (int at = 0; at < list.items().size(); at++) {
            RankedList.Item item = list.items().get(at);
            var cells = new ArrayList<Object>(List.of(at + 1, item.id(), score(item)));
            addIf(cells, titled, item.title() == null ? "" : item.title());
            addIf(cells, genred, String.join(", ", item.genres()));
            table.row(cells);
            if (!item.why().isEmpty()) {
                table.note(item.why());
            }
        }
        table.write(out, terminal.columns());
        rest(out, list);
    }

    private static void rest(Writer out, RankedList list) throws IOException {
        for (String note : list.notes()) {
            out.write("note: " + note + "\n");
        }
        for (RankedList.Missing missing : list.missing()) {
            out.write("why not " + missing.inWords() + "\n");
        }
    }

    private static <T> void addIf(List<T> list, boolean wanted, T element) {
        if (wanted) {
            list.add(element);
        }
    }

    /** Scores of the fallback are on another scale: the table marks them. */
    private static String score(RankedList.Item item) {
        return item.fallback()
                ? "(popular)"
                : String.format(java.util.Locale.ROOT, "%.4f", item.score());
    }

    private static boolean any(
            List<RankedList> lists, java.util.function.Predicate<RankedList.Item> test) {
        return lists.stream().flatMap(list -> list.items().stream()).anyMatch(test);
    }
}
