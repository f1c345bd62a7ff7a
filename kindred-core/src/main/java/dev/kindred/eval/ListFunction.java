package dev.kindred.eval;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A metric of all lists made of a function. */
record ListFunction(Header header, ToDoubleFunction<List<Outcome>> valueOf) implements ListMetric {
    @Override
    public String name() {
        return header.name();
    }

    @Override
    public String definition() {
        return header.definition();
    }

    @Override
    public int depth() {
        return header.depth();
    }

    @Override
    public Better better() {
        return header.better();
    }

    @Override
    public double value(List<Outcome> outcomes) {
        return valueOf.applyAsDouble(outcomes);
    }
}
