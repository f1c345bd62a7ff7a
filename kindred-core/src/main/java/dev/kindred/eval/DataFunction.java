package dev.kindred.eval;

import java.util.List;
import java.util.function.Function;

/** A metric that is made when the data are known. */
record DataFunction(Header header, Function<Data, List<? extends Metric>> binder)
        implements DataMetric {
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
    public List<Metric> bind(Data data) {
        return List.copyOf(binder.apply(data));
    }
}
