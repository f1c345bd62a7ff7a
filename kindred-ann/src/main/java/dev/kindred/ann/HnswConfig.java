package dev.kindred.ann;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link HnswIndex}.
 *
 * @param links of an item on each layer of the graph; at least 2, typically 8 to 48: more find more
 *     and take more memory (default 16)
 * @param buildBreadth items looked at to find the links of a new one; at least 1, typically 100 to
 *     400 (default 200)
 * @param searchBreadth items looked at by a search at least, however few are asked for; at least 1,
 *     typically 50 to 1000: more find more and take longer (default 400)
 */
public record HnswConfig(int links, int buildBreadth, int searchBreadth) {
    public HnswConfig {
        if (links < 2) {
            throw new IllegalArgumentException("links must be at least 2, but is " + links);
        }
        Checks.positive("buildBreadth", buildBreadth);
        Checks.positive("searchBreadth", searchBreadth);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private int links = 16;
        private int buildBreadth = 200;
        private int searchBreadth = 400;

        public Builder links(int value) {
            links = value;
            return this;
        }

        public Builder buildBreadth(int value) {
            buildBreadth = value;
            return this;
        }

        public Builder searchBreadth(int value) {
            searchBreadth = value;
            return this;
        }

        public HnswConfig build() {
            return new HnswConfig(links, buildBreadth, searchBreadth);
        }
    }
}
