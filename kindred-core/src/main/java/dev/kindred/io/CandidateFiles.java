package dev.kindred.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the candidates that are to be ranked for each user. */
public final class CandidateFiles {
    private CandidateFiles() {}

    /**
     * What a file holds.
     *
     * @param candidates the items to rank for each user, without the positives
     * @param positives the items held back for each user, where the file names them
     * @param report what became of the lines
     */
    public record Result(
            Map<String, List<String>> candidates,
            Map<String, List<String>> positives,
            ReadReport report) {}

    /**
     * Reads a file: CSV with the columns user and item.
     *
     * @param source a path, or {@code archive.zip!member}
     * @throws DataException if the file cannot be read or no line of it is good
     */
    public static Result read(String source, ReadOptions options) {
        InteractionFiles.Result pairs = InteractionFiles.read(source, options);
        var candidates = new LinkedHashMap<String, List<String>>();
        pairs.log()
                .forEach(
                        pair ->
                                candidates
                                        .computeIfAbsent(pair.user(), user -> new ArrayList<>())
                                        .add(pair.item()));
        return new Result(candidates, Map.of(), pairs.report());
    }
}
