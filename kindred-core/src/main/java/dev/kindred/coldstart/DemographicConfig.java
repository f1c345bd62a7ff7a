package dev.kindred.coldstart;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Demographic}.
 *
 * @param minUsers users that a group must have to be used at all; at least 1 (default 20)
 * @param shrinkage pulls groups towards the whole, as so many users without any peculiarity would;
 *     above 0 (default 200)
 * @param buckets most groups that a field of numbers is cut into; at least 1 (default 25)
 * @param fields the user attributes to use, separated by "|"; empty for all (default empty)
 */
public record DemographicConfig(int minUsers, double shrinkage, int buckets, String fields) {
    public DemographicConfig {
        Checks.positive("minUsers", minUsers);
        Checks.positive("shrinkage", shrinkage);
        Checks.positive("buckets", buckets);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private int minUsers = 20;
        private double shrinkage = 200;
        private int buckets = 25;
        private String fields = "";

        public Builder minUsers(int value) {
            minUsers = value;
            return this;
        }

        public Builder shrinkage(double value) {
            shrinkage = value;
            return this;
        }

        public Builder buckets(int value) {
            buckets = value;
            return this;
        }

        public Builder fields(String value) {
            fields = value;
            return this;
        }

        public DemographicConfig build() {
            return new DemographicConfig(minUsers, shrinkage, buckets, fields);
        }
    }
}
