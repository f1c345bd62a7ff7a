package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue. Every change to it raises {@link Project.Versions#catalogue}. */
public interface Items {
    /** Adds or replaces. */
    void put(List<ItemRecord> items);

    @Nullable ItemRecord get(String id);

    /** The items among the given ids that are known, in no order. */
    List<ItemRecord> get(List<String> ids);

    /** Items with ids after the given one, by the bytes of their ids; "" is before all. */
    List<ItemRecord> list(String after, int limit);

    /** Hides or shows an item; false if it is unknown. */
    boolean hide(String id, boolean hidden);

    /** Removes an item from the catalogue; its events stay. False if it is unknown. */
    boolean delete(String id);

    /** All items. Cost: some microseconds each. */
    Catalogue catalogue();

    /**
     * All items, read on from an earlier catalogue: the same object if nothing changed, else only
     * what changed is read.
     */
    Catalogue catalogue(Catalogue before);

    long count();
}
