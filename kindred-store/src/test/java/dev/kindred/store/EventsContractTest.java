package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Interaction;
import dev.kindred.store.Events.Appended;
import dev.kindred.store.Events.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class EventsContractTest {
    @Parameter Engine engine;
    private Project project;
    private Events events;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        events = project.events();
    }

    private static Event view(String user, String item, double value) {
        return Event.of(user, item, "view", value, 1000);
    }

    @Test
    void anEventComesBackAsItWentInWithAllItsParts() {
        var whole = new Event("e-1", "Zoë/日本 💜", "i\t\"1\"", "buy", -2.5, -7, "s 1", "r_1");
        var bare = Event.of("u", "i", "view", 1e308, Interaction.NO_TIME);

        Appended outcome = events.append(List.of(whole, bare), WriteMode.ADD);

        assertThat(outcome).isEqualTo(new Appended(2, 0, 2));
        assertThat(events.list(Filter.ALL, 0, 10))
                .containsExactly(new StoredEvent(1, false, whole), new StoredEvent(2, false, bare));
    }

    @Test
    void anEventWithAKnownIdIsStoredOnceHoweverOftenItIsSent() {
        Event first = view("u", "i", 1).withId("e-1");
        Event second = view("u", "j", 1).withId("e-2");
        assertThat(events.append(List.of(first, second, first), WriteMode.ADD))
                .isEqualTo(new Appended(2, 1, 3));
        assertThat(events.append(List.of(second, first), WriteMode.SET))
                .isEqualTo(new Appended(0, 2, 5));
        assertThat(events.count()).isEqualTo(2);
        assertThat(events.append(List.of(view("u", "i", 1)), WriteMode.ADD).accepted())
                .as("events without id are always stored")
                .isEqualTo(1);
    }

    @Test
    void theSameEventIdInAnotherProjectIsAnotherEvent() {
        Event event = view("u", "i", 1).withId("e-1");
        events.append(List.of(event), WriteMode.ADD);
        assertThat(engine.newProject().events().append(List.of(event), WriteMode.ADD).accepted())
                .isEqualTo(1);
    }

    @Test
    void settingReplacesEarlierValuesOfTheSameUserItemAndTypeOnly() {
        events.append(List.of(view("u", "i", 1), view("u", "j", 2)), WriteMode.ADD);
        events.append(List.of(Event.of("u", "i", "buy", 3, 5)), WriteMode.ADD);
        events.append(List.of(view("u", "i", 4)), WriteMode.SET);
        events.append(List.of(view("u", "i", 5)), WriteMode.ADD);
        // view of i: 1 is replaced by 4, then 5 is added; view of j and buy of i stay.
        assertThat(values(events.history("u", 100))).containsExactly(2.0, 3.0, 4.0, 5.0);
        assertThat(values(events.history("u", 2))).as("the newest").containsExactly(4.0, 5.0);
        assertThat(events.list(Filter.ALL, 0, 100)).as("the log keeps all").hasSize(5);
    }

    @Test
    void aLongHistoryIsFoldedLikeTheNaiveOne() {
        var random = new Random(5);
        var naive = new LinkedHashMap<Integer, StoredEvent>();
        var sent = new ArrayList<StoredEvent>();
        for (int k = 1; k <= 400; k++) {
            WriteMode mode = random.nextInt(4) == 0 ? WriteMode.SET : WriteMode.ADD;
            Event event = view("u", "i" + random.nextInt(30), k);
            events.append(List.of(event), mode);
            sent.add(new StoredEvent(k, mode == WriteMode.SET, event));
        }
        for (StoredEvent one : sent) {
            if (one.overwrites()) {
                naive.values().removeIf(old -> old.event().item().equals(one.event().item()));
            }
            naive.put((int) one.sequence(), one);
        }
        List<StoredEvent> all = List.copyOf(naive.values());
        assertThat(events.history("u", 10_000)).isEqualTo(all);
        assertThat(events.history("u", 25)).isEqualTo(all.subList(all.size() - 25, all.size()));
    }

    private static List<Double> values(List<StoredEvent> stored) {
        return stored.stream().map(one -> one.event().value()).toList();
    }

    @Test
    void filtersAndPagesKeepTheOrderOfTheLog() {
        for (int k = 0; k < 9; k++) {
            events.append(List.of(view("u" + k % 3, "i" + k % 2, k)), WriteMode.ADD);
        }
        assertThat(values(events.list(Filter.user("u1"), 0, 10))).containsExactly(1.0, 4.0, 7.0);
        assertThat(values(events.list(new Filter(null, "i1", "view"), 4, 2)))
                .as("numbers above 4")
                .containsExactly(5.0, 7.0);
        assertThat(events.list(new Filter(null, null, "buy"), 0, 10)).isEmpty();
    }

    @Test
    void everyChangeToAUsersEventsChangesTheVersionOfTheHistory() {
        var seen = new HashSet<Events.HistoryVersion>();
        seen.add(events.version("u"));
        events.append(List.of(view("u", "i", 1), view("u", "j", 1)), WriteMode.ADD);
        assertThat(seen.add(events.version("u"))).isTrue();
        events.append(List.of(view("other", "i", 1)), WriteMode.ADD);
        assertThat(seen.add(events.version("u"))).as("other users do not matter").isFalse();
        events.delete(new Filter("u", "j", null));
        assertThat(seen.add(events.version("u"))).isTrue();
        events.append(List.of(view("u", "i", 1)), WriteMode.SET);
        assertThat(seen.add(events.version("u"))).isTrue();
        project.persons().merge("other", "u");
        assertThat(seen.add(events.version("u"))).isTrue();
    }

    @Test
    void deletingTakesWhatTheFilterNamesAndNumbersAreNeverGivenAgain() {
        events.append(List.of(view("u", "i", 1), view("u", "j", 1)), WriteMode.ADD);
        assertThat(events.delete(new Filter("u", "j", "view"))).isEqualTo(1);
        assertThat(events.delete(new Filter("u", "j", "view"))).isZero();
        events.append(List.of(view("u", "k", 1)), WriteMode.ADD);
        assertThat(events.list(Filter.ALL, 0, 9)).extracting("sequence").containsExactly(1L, 3L);
        assertThatThrownBy(() -> events.delete(new Filter(null, null, "view")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names neither");
    }

    @Test
    void aBadEventStoresNothing() {
        assertThatThrownBy(() -> view("u", "i", Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> view("", "i", 1)).hasMessage("user must not be empty");
        assertThatThrownBy(() -> view("u", "a\0b", 1)).hasMessageContaining("U+0000");
        assertThatThrownBy(() -> view("\ud800", "i", 1)).hasMessageContaining("Unicode");
        assertThatThrownBy(() -> view("é".repeat(129), "i", 1)).hasMessageContaining("has 258");
        assertThat(view("é".repeat(128), "i", 1).user()).hasSize(128);
        assertThat(events.count()).isZero();
    }

    @Test
    void manyThreadsLoseNothingAndEachSeesItsOwnWrites() throws Exception {
        int threads = 8;
        var tasks = new ArrayList<Callable<Map<Long, String>>>();
        for (int t = 0; t < threads; t++) {
            String user = "u" + t;
            tasks.add(() -> writeAndRead(user));
        }
        var all = new HashMap<Long, String>();
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (var future : pool.invokeAll(tasks)) {
                future.get().forEach((sequence, id) -> assertThat(all.put(sequence, id)).isNull());
            }
        } finally {
            pool.shutdown();
        }
        assertThat(all).hasSize(threads * 50);
        assertThat(events.count()).isEqualTo(threads * 50);
        assertThat(project.versions().sequence()).isEqualTo(threads * 50);
    }

    private Map<Long, String> writeAndRead(String user) {
        var numbers = new HashMap<Long, String>();
        for (int k = 0; k < 50; k++) {
            String id = user + "-" + k;
            long sequence =
                    events.append(List.of(view(user, "i", k).withId(id)), WriteMode.ADD).sequence();
            numbers.put(sequence, id);
            assertThat(events.version(user).sequence()).isEqualTo(sequence);
        }
        return numbers;
    }

    @Test
    void oneFailingWriteDoesNotTakeItsNeighboursAlong() throws Exception {
        Project doomed = engine.newProject();
        engine.store().projects().delete(doomed.id());
        var pool = Executors.newFixedThreadPool(16);
        try {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int k = 0; k < 200; k++) {
                Event event = view("u", "i" + k, k);
                Events target = k % 4 == 0 ? doomed.events() : events;
                tasks.add(() -> stored(target, event));
            }
            long stored = 0;
            for (var future : pool.invokeAll(tasks)) {
                stored += future.get() ? 1 : 0;
            }
            assertThat(stored).isEqualTo(150);
        } finally {
            pool.shutdown();
        }
        assertThat(events.count()).isEqualTo(150);
    }

    private static boolean stored(Events target, Event event) {
        try {
            target.append(List.of(event), WriteMode.ADD);
            return true;
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_FOUND);
            return false;
        }
    }

    @Test
    void eventsThatFollowedARecommendationArePassedOnInOrder() {
        Event clicked = new Event(null, "u", "i", "click", 1, 1, null, "r_1");
        Event bought = new Event(null, "v", "j", "buy", 1, 2, null, "r_2");
        project.events()
                .append(List.of(clicked, Event.of("u", "k", "view", 1, 1), bought), WriteMode.ADD);
        var found = new ArrayList<StoredEvent>();

        long last = project.events().followingRecommendations(0, found::add);

        assertThat(found).extracting(StoredEvent::event).containsExactly(clicked, bought);
        assertThat(last).isEqualTo(project.versions().sequence());
        assertThat(project.events().followingRecommendations(last, found::add)).isEqualTo(last);
        assertThat(found).hasSize(2);
    }
}
