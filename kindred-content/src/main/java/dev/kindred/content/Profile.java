package dev.kindred.content;

/** What a user likes and dislikes, in the space of the items: a weighted sum of their vectors. */
final class Profile {
    final double[] terms;
    final double[] dense;

    Profile(Catalogue catalogue) {
        terms = new double[catalogue.terms()];
        dense = new double[catalogue.dimensions()];
    }

    /** The profile that is one item. */
    static Profile of(Catalogue catalogue, ItemVector item) {
        var profile = new Profile(catalogue);
        for (int k = 0; k < item.terms().length; k++) {
            profile.terms[item.terms()[k]] = item.values()[k];
        }
        for (int k = 0; k < profile.dense.length; k++) {
            profile.dense[k] = item.dense()[k];
        }
        return profile;
    }

    /** The Euclidean length. */
    double length() {
        double squares = 0;
        for (double weight : terms) {
            squares += weight * weight;
        }
        for (double weight : dense) {
            squares += weight * weight;
        }
        return Math.sqrt(squares);
    }

    /** The product with an item. */
    double product(ItemVector item) {
        double sum = 0;
        for (int k = 0; k < item.terms().length; k++) {
            sum += terms[item.terms()[k]] * item.values()[k];
        }
        for (int k = 0; k < dense.length; k++) {
            sum += dense[k] * item.dense()[k];
        }
        return sum;
    }

    float[] narrow() {
        float[] narrow = new float[dense.length];
        for (int k = 0; k < narrow.length; k++) {
            narrow[k] = (float) dense[k];
        }
        return narrow;
    }
}
