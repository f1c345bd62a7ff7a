package dev.kindred.server.transfer;

import dev.kindred.io.LineRecords;
import dev.kindred.store.Project;
import java.io.InputStream;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Brings records into a project while they are read: holds one batch, however long the stream is.
 * Lines that cannot be stored are noted, the others are stored. What was stored stays if the stream
 * breaks off.
 */
public final class Importer {
    private static final int BATCH = 10_000;

    /** Characters of items and users held at most, about: their records may be large. */
    private static final int BATCH_RECORDS = 500;

    private final ImportPlan plan;
    private final Project project;
    private final EventRules rules;
    private final Rejects rejects;
    private long read;
    private long stored;
    private long duplicates;
    private Map<String, String> columns = Map.of();

    public Importer(ImportPlan plan, Project project, EventRules rules, Rejects rejects) {
        this.plan = plan;
        this.project = project;
        this.rules = rules;
        this.rejects = rejects;
    }

    /**
     * Reads to the end of the stream.
     *
     * @param progress is told the number of lines read, after each batch; may throw to end it
     * @throws dev.kindred.io.DataException if there is no text, or its columns cannot be told
     */
    public void run(InputStream in, LongConsumer progress) {
        Lines lines = open(in);
        columns = lines.columns();
        LineRecords records = lines.records();
        int most = plan.kind() == Kind.EVENTS ? BATCH : BATCH_RECORDS;
        while (records.next()) {
            read++;
            try {
                lines.read();
            } catch (Refusal refusal) {
                rejects.add(records.line(), refusal.code(), refusal.reason(), records.excerpt());
            }
            if (lines.size() >= most) {
                store(lines);
            }
            if (read % most == 0) {
                progress.accept(read);
            }
        }
        store(lines);
    }

    private Lines open(InputStream in) {
        return switch (plan.kind()) {
            case EVENTS -> new EventLines(plan, project, rules, in);
            case ITEMS -> new RecordLines<>(plan, ItemJson::read, project.items()::put, in);
            case USERS -> new RecordLines<>(plan, UserJson::read, project.users()::put, in);
        };
    }

    private void store(Lines lines) {
        int size = lines.size();
        if (size == 0) {
            return;
        }
        if (plan.dryRun()) {
            lines.drop();
            stored += size;
            return;
        }
        int known = lines.store();
        duplicates += known;
        stored += size - known;
    }

    /** Lines that were read, without a header. */
    public long read() {
        return read;
    }

    /** Records that were stored; in a dry run, that would be. */
    public long stored() {
        return stored;
    }

    /** Events that had been stored before. */
    public long duplicates() {
        return duplicates;
    }

    /** Which column or key holds what. */
    public Map<String, String> columns() {
        return columns;
    }
}
