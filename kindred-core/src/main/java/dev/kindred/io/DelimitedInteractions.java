package dev.kindred.io;

import dev.kindred.data.Interaction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads interactions, one per line, in fields between delimiters. */
final class DelimitedInteractions {
    private final InteractionSink sink = new InteractionSink();
    private final Columns columns;
    private final Records records;
    private final Rejections rejections;
    private final InputFormat format;
    private final int user;
    private final int item;
    private final int value;
    private final int time;
    private final int type;

    DelimitedInteractions(LineReader lines, List<String> sample, Shape shape, ReadOptions options) {
        Source source = lines.source();
        Delimiter delimiter = Objects.requireNonNull(shape.delimiter());
        format = shape.format();
        columns =
                Columns.of(source.name(), sample.stream().map(delimiter::split).toList(), options);
        records = new Records(lines, delimiter, source.mayBeLatin1(), columns.count());
        rejections = new Rejections(source.name(), options);
        user = columns.of(ColumnRole.USER);
        item = columns.of(ColumnRole.ITEM);
        value = columns.of(ColumnRole.VALUE);
        time = columns.of(ColumnRole.TIME);
        type = columns.of(ColumnRole.TYPE);
    }

    InteractionFiles.Result read() {
        boolean header = columns.header();
        while (records.next()) {
            try {
                records.split();
                if (header && columns.isHeader(records)) {
                    header = false;
                } else {
                    add();
                    rejections.accept();
                }
            } catch (BadLine bad) {
                rejections.reject(records.number(), bad);
            }
        }
        return new InteractionFiles.Result(
                sink.log(), rejections.report(format, columns.described()));
    }

    private void add() throws BadLine {
        sink.add(records.id(user, "user"), records.id(item, "item"), type(), value(), time());
    }

    private @Nullable String type() throws BadLine {
        return type == Columns.NONE || records.isEmpty(type) ? null : records.id(type, "type");
    }

    private double value() throws BadLine {
        // In a log of events, those without a number count once.
        boolean none = value == Columns.NONE || records.isEmpty(value) && type != Columns.NONE;
        return none ? 1 : records.value(value);
    }

    private long time() throws BadLine {
        return time == Columns.NONE || records.isEmpty(time)
                ? Interaction.NO_TIME
                : records.time(time);
    }
}
