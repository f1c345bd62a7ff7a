package dev.kindred.cli;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people call items: the attribute {@code title} or {@code name}. */
final class Titles {
    private static final List<String> TITLE_FIELDS = List.of("title", "name");
    private static final List<String> GENRE_FIELDS =
            List.of("genres", "genre", "category", "categories");

    private final Attributes attributes;
    private final @Nullable String titleField;
    private final @Nullable String genreField;

    Titles(Attributes attributes) {
        this.attributes = attributes;
        this.titleField = field(TITLE_FIELDS);
        this.genreField = field(GENRE_FIELDS);
    }

    private @Nullable String field(List<String> names) {
        for (String name : names) {
            for (String field : attributes.fields()) {
                if (field.equalsIgnoreCase(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    boolean any() {
        return titleField != null;
    }

    /** The title of an item, or null. */
    @Nullable String title(String item) {
        return titleField == null ? null : attributes.text(attributes.ids().row(item), titleField);
    }

    /** The title of an item, or its id. */
    String titleOrId(String item) {
        String title = title(item);
        return title == null ? item : title;
    }

    List<String> genres(String item) {
        return genreField == null
                ? List.of()
                : new ArrayList<>(attributes.values(attributes.ids().row(item), genreField));
    }
}
