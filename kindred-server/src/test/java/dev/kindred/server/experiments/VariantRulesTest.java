package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variants with other rules than those that are stored. */
class VariantRulesTest {
    private static final String TWO =
            "{\"id\":\"x\",\"variants\":[\"A\",{\"name\":\"B\",\"pipeline\":{\"rules\":%s}}]}";

    private Lab lab;

    @BeforeEach
    void start(@TempDir Path folder) {
        lab = new Lab(folder).filled();
        // the most popular items, i0 to i3, are of c0; i4 to i7 of c1
        rule("no-c0", "{\"filter\":\"!('c0' in categories)\"}");
        rule("first", "{\"pin\":[{\"item\":\"i20\",\"position\":1}]}");
    }

    private void rule(String id, String body) {
        Lab.ok(lab.server().put("/v1/rules/" + id, body), 200);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /** The lists that users of a variant get. */
    private Set<List<String>> lists(String variant) {
        var lists = new HashSet<List<String>>();
        for (int k = 0; k < 30; k++) {
            JsonNode list = lab.list("u" + k);
            if (Lab.variant(list).equals(variant)) {
                lists.add(list.get("items").findValuesAsText("item"));
            }
        }
        return lists;
    }

    @Test
    void rulesAreAddedReplacedAndSwitchedOffForOneVariantAlone() {
        lab.start(
                TWO.formatted(
                        "{\"no-c0\":null,\"first\":{\"pin\":[{\"item\":\"i21\",\"position\":1}]},\"no-i1\":{\"filter\":\"id != 'i1'\"}}"));
        assertThat(lists("A")).containsExactly(List.of("i20", "i4", "i5", "i6"));
        assertThat(lists("B")).containsExactly(List.of("i21", "i0", "i2", "i3"));

        rule("later", "{\"filter\":\"id != 'i2' && id != 'i5'\"}");
        assertThat(lists("A")).containsExactly(List.of("i20", "i4", "i6", "i7"));
        assertThat(lists("B")).containsExactly(List.of("i21", "i0", "i3", "i4"));

        Lab.ok(
                lab.server()
                        .post(
                                "/v1/experiments/x:decide",
                                "{\"variant\":\"B\",\"apply\":true,\"reason\":\"\"}"),
                200);
        assertThat(lists("")).containsExactly(List.of("i21", "i0", "i3", "i4"));
        JsonNode off = Lab.ok(lab.server().get("/v1/rules/no-c0"), 200);
        assertThat(off.at("/body/enabled").asBoolean()).as("kept, but off").isFalse();
        assertThat(off.at("/body/filter").asText()).isEqualTo("!('c0' in categories)");
        assertThat(lab.server().get("/v1/pipeline").json().get("id").asText())
                .as("no pipeline of the same content")
                .isEqualTo("p1");
    }

    @Test
    void rulesThatCannotBeAreToldWithTheirPlace() {
        Answer answer =
                lab.server()
                        .post(
                                "/v1/experiments",
                                TWO.formatted(
                                        "{\"no-c1\":null,\"x\":{\"filtr\":\"price > 1\"},\"y\":{}}"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").findValuesAsText("pointer"))
                .containsExactly("/variants/1/pipeline/rules/x", "/variants/1/pipeline/rules/y");
        assertThat(answer.body()).contains("filter").contains("needs at least one of");
        Answer unknown = lab.server().post("/v1/experiments", TWO.formatted("{\"no-c1\":null}"));
        assertThat(unknown.body()).contains("there is no rule \\\"no-c1\\\" to switch off");
        assertThat(lab.server().post("/v1/experiments", TWO.formatted("[]")).body())
                .contains("rules must be an object");
    }
}
