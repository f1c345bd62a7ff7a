package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.store.Event;
import java.util.List;

/** The one who asks, as far as a choice may depend on it. Immutable. */
public final class Visitor {
    private final Person person;
    private final RecommendationRequest request;

    Visitor(Person person, RecommendationRequest request) {
        this.person = person;
        this.request = request;
    }

    /** What is stored of the user, and what the request says. */
    public AttributeRow attributes() {
        return person.row(request.attributes());
    }

    /** The user's latest events, oldest first. */
    public List<Event> past() {
        String user = person.id();
        return user == null
                ? List.of()
                : person.events().stream()
                        .map(
                                past ->
                                        Event.of(
                                                user,
                                                past.item(),
                                                past.type(),
                                                past.value(),
                                                past.time()))
                        .toList();
    }
}
