package dev.kindred.baseline;

/**
 * Settings of {@link Latest}.
 *
 * @param by which of an item's interactions dates it: first, last (default first)
 * @param attribute item attribute that holds the date instead, such as a release date; empty for
 *     none (default empty)
 */
public record LatestConfig(By by, String attribute) {
    /** Which interaction dates an item. */
    public enum By {
        /** The first: when the item appeared. */
        FIRST,
        /** The last: when somebody was still interested. */
        LAST
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private By by = By.FIRST;
        private String attribute = "";

        public Builder by(By value) {
            by = value;
            return this;
        }

        public Builder attribute(String name) {
            attribute = name;
            return this;
        }

        public LatestConfig build() {
            return new LatestConfig(by, attribute);
        }
    }
}
