package dev.kindred.model;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;

/** What a model offers that knows how similar users are. */
public interface UserNeighbours {
    /** The users of the training data; rows of scores are rows of this index. */
    IdIndex users();

    /**
     * How similar each user of the training data is to the one with this history.
     *
     * @param scores out: length {@code users().size()}; {@code NaN} where not similar, and for
     *     {@link History#user}
     */
    void similarUsers(History history, float[] scores);
}
