package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.Variant;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.server.experiments.State.Status;
import dev.kindred.server.http.Json;
import dev.kindred.store.Documents.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment as it is stored. Immutable.
 *
 * @param id name
 * @param version of the document
 * @param body the definition as it was sent
 * @param definition the same, read
 * @param state how far it is
 */
public record Stored(String id, long version, JsonNode body, Definition definition, State state) {
    private static final String DEFINITION = "definition";
    private static final String STATE = "state";

    /** Reads a document; what was stored was checked before. */
    static Stored of(Document document) {
        JsonNode json = Json.parse(String.valueOf(document.body()));
        JsonNode body = json.get(DEFINITION);
        return new Stored(
                document.id(),
                document.version(),
                body,
                DefinitionReader.read(document.id(), body),
                State.read(json.get(STATE)));
    }

    static String document(JsonNode definition, State state) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.set(DEFINITION, definition);
        json.set(STATE, state.json());
        return json.toString();
    }

    boolean isRunning() {
        return state.status() == Status.RUNNING;
    }

    /** The name under which lists and measurements of a run are stored. */
    String run(Run run) {
        return run.version() == 1 ? id : id + "~" + run.version();
    }

    /** The name of the run that is under way. */
    String run() {
        return run(state.run());
    }

    /** The name under which the picks of a variant are stored where lists are interleaved. */
    String picks(Run run, int arm) {
        return run(run) + "/" + definition.experiment().names().get(arm);
    }

    /** The experiment as users are put into its arms now. */
    public Experiment now() {
        Run run = state.run();
        Experiment drafted = definition.experiment();
        var variants = new ArrayList<Variant>();
        for (int arm = 0; arm < run.weights().size(); arm++) {
            Variant one = drafted.variants().get(arm);
            variants.add(new Variant(one.name(), run.weights().get(arm), one.pipeline()));
        }
        String salt = drafted.salt();
        return drafted.toBuilder()
                .variants(variants)
                .coverage(state.coverage())
                .version(run.version())
                .blockBelowVersion(run.fresh() ? run.version() : 0)
                .salt(run.version() == 1 ? salt : salt + "~" + run.version())
                .enabled(isRunning())
                .build();
    }

    /** The runs whose units are compared: that under way, or all of an experiment that learns. */
    List<Run> compared() {
        return definition.allocation() == null ? List.of(state.run()) : state.runs();
    }

    /** Days since the start, to now or to the end. */
    double days(long now) {
        Long started = state.started();
        Long stopped = state.stopped();
        return started == null ? 0 : ((stopped == null ? now : stopped) - started) / 86_400_000.0;
    }
}
