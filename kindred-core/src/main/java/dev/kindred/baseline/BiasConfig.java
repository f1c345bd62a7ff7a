package dev.kindred.baseline;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Bias}.
 *
 * @param effects what is added to the mean: none, user, item, both (default both)
 * @param damping how many ratings without effect each user and item starts with, which pulls
 *     effects built on few ratings towards 0; at least 0 (default 5)
 * @param userDamping damping of users; -1 for the one above (default -1)
 * @param itemDamping damping of items; -1 for the one above (default -1)
 * @param epochs rounds of alternating least squares; 1 is the plain damped mean; at least 1
 *     (default 1)
 * @param clip whether predictions are moved into the range of the training values (default false)
 */
public record BiasConfig(
        Effects effects,
        double damping,
        double userDamping,
        double itemDamping,
        int epochs,
        boolean clip) {
    private static final double AS_DAMPING = -1;

    public BiasConfig {
        Checks.notNegative("damping", damping);
        if (userDamping != AS_DAMPING) {
            Checks.notNegative("userDamping", userDamping);
        }
        if (itemDamping != AS_DAMPING) {
            Checks.notNegative("itemDamping", itemDamping);
        }
        Checks.positive("epochs", epochs);
    }

    double dampingOfUsers() {
        return userDamping == AS_DAMPING ? damping : userDamping;
    }

    double dampingOfItems() {
        return itemDamping == AS_DAMPING ? damping : itemDamping;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private Effects effects = Effects.BOTH;
        private double damping = 5;
        private double userDamping = AS_DAMPING;
        private double itemDamping = AS_DAMPING;
        private int epochs = 1;
        private boolean clip = false;

        public Builder effects(Effects value) {
            effects = value;
            return this;
        }

        public Builder damping(double value) {
            damping = value;
            return this;
        }

        public Builder userDamping(double value) {
            userDamping = value;
            return this;
        }

        public Builder itemDamping(double value) {
            itemDamping = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder clip(boolean value) {
            clip = value;
            return this;
        }

        public BiasConfig build() {
            return new BiasConfig(effects, damping, userDamping, itemDamping, epochs, clip);
        }
    }
}
