package dev.kindred.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.blend.Hybrid;
import dev.kindred.knn.ItemKnn;
import dev.kindred.server.pipeline.PipelineSpec.Blend;
import dev.kindred.server.pipeline.PipelineSpec.EventType;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import dev.kindred.server.settings.Problem;
import dev.kindred.server.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineJsonTest {
    private static List<String> problems(String json) {
        try {
            PipelineJson.read(json);
        } catch (SettingsException e) {
            return e.problems().stream().map(each -> each.pointer() + " " + each.detail()).toList();
        }
        return List.of();
    }

    @Test
    void whatIsWrittenIsRead() {
        var spec =
                new PipelineSpec(
                        new PipelineSpec.Events(
                                Map.of("odd \"type\"/.", new EventType(2.5, true)), 0.5),
                        List.of(
                                ModelSpec.of("ease"),
                                new ModelSpec("item-knn", "textbook", Map.of("neighbours", "7"))),
                        new Blend("weighted", List.of(0.25, 0.75)),
                        List.of("cap:2:genres"),
                        new PipelineSpec.Serving(
                                9, true, 8, Duration.ofMillis(1500), Duration.ZERO),
                        new PipelineSpec.Training(null, 0, 3, -5, 2),
                        new PipelineSpec.Precompute(true, 5, 6, 7, 8, 9),
                        new PipelineSpec.Retention(30));
        assertThat(PipelineJson.read(PipelineJson.write(spec))).isEqualTo(spec);
        PipelineSpec defaults = PipelineSpec.defaults();
        assertThat(PipelineJson.read(PipelineJson.write(defaults).toString())).isEqualTo(defaults);
        assertThat(PipelineJson.read("{}")).isEqualTo(defaults);
    }

    @Test
    void theBlameIsPutWhereItBelongs() {
        assertThat(
                        problems(
                                """
                                {"models": ["itemknn", {"algorithm": "ials", "preset": "gowala"},
                                  {"algorithm": "ials", "settings": {"factors": "many", "epoch": 3}},
                                  {"algorithm": "ials", "settings": {"factors": -1}},
                                  {"settings": {}}],
                                 "rerank": ["mrm:0.3"], "evnts": {}}
                                """))
                .hasSize(8)
                .anyMatch(
                        each ->
                                each.startsWith("/models/0 ")
                                        && each.contains("did you mean \"item-knn\""))
                .anyMatch(
                        each ->
                                each.startsWith("/models/1/preset ")
                                        && each.contains("did you mean \"gowalla\""))
                .anyMatch(
                        each ->
                                each.startsWith("/models/2/settings/factors ")
                                        && each.contains("a whole number"))
                .anyMatch(
                        each ->
                                each.startsWith("/models/2/settings/epoch ")
                                        && each.contains("did you mean \"epochs\""))
                .anyMatch(
                        each ->
                                each.startsWith("/models/3/settings/factors ")
                                        && each.contains("at least 1"))
                .anyMatch(
                        each ->
                                each.startsWith("/models/4/algorithm ")
                                        && each.contains("must have"))
                .anyMatch(
                        each ->
                                each.startsWith("/rerank/0 ")
                                        && each.contains("did you mean \"mmr\""))
                .anyMatch(
                        each ->
                                each.startsWith("/evnts ")
                                        && each.contains("did you mean \"events\""));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThat(problems("{\"models\": [\"ease\", \"ials\"], \"blend\": {\"weights\": [1]}}"))
                .singleElement()
                .asString()
                .startsWith("/blend/weights ")
                .contains("2 numbers");
        assertThat(problems("{\"models\": [\"ease\", \"ials\"], \"blend\": {\"weights\": [0, 0]}}"))
                .singleElement()
                .asString()
                .contains("not all 0");
        assertThat(
                        problems(
                                "{\"events\": {\"types\": {\"bad\": {\"negative\": true}}, \"others\": 0}}"))
                .singleElement()
                .asString()
                .contains("nothing could be learnt");
        assertThat(problems("{\"models\": []}")).singleElement().asString().contains("1 to 10");
        assertThat(
                        problems(
                                "{\"events\": {\"types\": {\"view\": 0, \"buy\": {\"weight\": \"NaN\"}}}}"))
                .hasSize(2);
        assertThat(problems("[]")).singleElement().asString().contains("a mapping");
        assertThat(problems("{\"a\":1,\"a\":2}")).singleElement().asString().contains("Duplicate");
        assertThat(problems("{")).singleElement().asString().contains("no JSON");
        assertThat(problems("")).isEmpty(); // nothing at all is all defaults
    }

    @Test
    void everyProblemHasACode() {
        try {
            PipelineJson.read("{\"models\": 3, \"x\": 1}");
        } catch (SettingsException e) {
            assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(Problem.BAD_VALUE, Problem.UNKNOWN_KEY);
        }
    }

    @Test
    void oneModelIsItselfAndSeveralAreAHybrid() {
        PipelineSpec one = PipelineJson.read("{\"models\": [\"item-knn\"]}");
        assertThat(ModelSpecs.algorithm(one)).isInstanceOf(ItemKnn.class);
        assertThat(ModelSpecs.name(one)).isEqualTo("item-knn");
        PipelineSpec two =
                PipelineJson.read(
                        """
                        {"models": ["item-knn", {"algorithm": "ials", "settings": {"factors": 8}}],
                         "blend": {"method": "cascade"}}
                        """);
        assertThat(ModelSpecs.algorithm(two)).isInstanceOf(Hybrid.class);
        assertThat(ModelSpecs.title(two)).isEqualTo("hybrid of item-knn and ials");
        PipelineSpec withAttributes =
                PipelineJson.read(
                        """
                        {"models": [{"algorithm": "ials",
                                     "settings": {"attributes": ["genres", "cast"], "factors": 8}}]}
                        """);
        assertThat(ModelSpecs.algorithm(withAttributes)).isInstanceOf(Hybrid.class);
        assertThat(ModelSpecs.text(withAttributes.models().get(0)))
                .isEqualTo("ials(attributes=genres,cast,factors=8)");
    }
}
