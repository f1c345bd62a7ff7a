package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;

/** What all metrics have in common. */
record Header(String name, String definition, int depth, Better better) {
    /** The same under another name. */
    Header named(String newName) {
        return new Header(newName, definition, depth, better);
    }
}
