package dev.kindred.server.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleConflictsTest {
    private static final Attributes ITEMS =
            new Attributes.Builder()
                    .put("a", "price", "1")
                    .put("b", "price", "2")
                    .put("c", "price", "3")
                    .build();

    private static List<String> conflicts(String... bodies) {
        var rules = new ArrayList<Rule>();
        for (String body : bodies) {
            rules.add(RuleReader.read("r" + (rules.size() + 1), body.replace('\'', '"')));
        }
        RuleBook book = RuleBook.of(rules, Scope.ofItems(ITEMS, 0), ITEMS);
        return RuleConflicts.of(book, ITEMS.ids()).stream()
                .map(one -> one.rule() + " " + one.other() + ": " + one.text())
                .toList();
    }

    @Test
    void rulesThatGetAlongHaveNone() {
        assertThat(
                        conflicts(
                                "{'filter':'price < 3'}",
                                "{'filter':'price > 1'}",
                                "{'pin':[{'item':'b','position':1}]}",
                                "{'cap':{'by':'price','max':1}}"))
                .isEmpty();
    }

    @Test
    void findsPlacesAndItemsPinnedTwice() {
        assertThat(
                        conflicts(
                                "{'pin':[{'item':'a','position':1},{'item':'b','position':1}]}",
                                "{'pin':[{'item':'a','position':2}]}"))
                .containsExactly(
                        "r1 null: items \"a\" and \"b\" are both pinned to place 1",
                        "r1 r2: item \"a\" is pinned to places 1 and 2");
    }

    @Test
    void rulesThatNeverMeetHaveNone() {
        assertThat(
                        conflicts(
                                "{'when':{'placement':'x'},'pin':[{'item':'a','position':1}]}",
                                "{'when':{'placement':'y'},'pin':[{'item':'b','position':1}]}"))
                .isEmpty();
        assertThat(
                        conflicts(
                                "{'until':5,'pin':[{'item':'a','position':1}]}",
                                "{'from':5,'pin':[{'item':'b','position':1}]}"))
                .isEmpty();
        assertThat(
                        conflicts(
                                "{'pin':[{'item':'a','position':1,'until':5}]}",
                                "{'pin':[{'item':'b','position':1,'from':5}]}"))
                .isEmpty();
    }

    @Test
    void findsFiltersThatLeaveNothingAndPinsThatAreFiltered() {
        assertThat(
                        conflicts(
                                "{'filter':'price < 2'}",
                                "{'filter':'price > 2'}",
                                "{'filter':'price > 9'}",
                                "{'pin':[{'item':'a','position':1},{'item':'z','position':2}]}"))
                .containsExactly(
                        "r3 null: no item meets its filter",
                        "r4 null: it pins item \"z\", which is unknown",
                        "r1 r2: no item meets both filters",
                        "r4 r2: item \"a\" is pinned by \"r4\", but does not meet the filter of \"r2\"",
                        "r4 r3: item \"a\" is pinned by \"r4\", but does not meet the filter of \"r3\"");
    }

    @Test
    void findsTwoCapsAndSharesOfOneAttributeAndRulesThatDoNotWork() {
        assertThat(
                        conflicts(
                                "{'cap':{'by':'price','max':1}}",
                                "{'cap':{'by':'price','max':2,'window':3}}",
                                "{'share':{'by':'price','targets':{'1':0.5}}}",
                                "{'share':{'by':'price','targets':{'2':0.5}}}"))
                .containsExactly(
                        "r1 r2: both cap price",
                        "r3 r4: both set shares of price; the later one decides");
        assertThat(conflicts("{'filter':'prise < 3'}"))
                .singleElement()
                .asString()
                .startsWith("r1 null: ")
                .contains("price");
    }
}
