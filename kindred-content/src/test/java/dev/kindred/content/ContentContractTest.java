package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;

/** The contract's data have no attributes: items get some by the number at the end of their id. */
class ContentContractTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new WithAttributes(new Content(ContentConfig.builder().build()));
    }

    private record WithAttributes(Content content) implements Algorithm<ContentModel> {
        @Override
        public ContentModel fit(Dataset data, FitContext context) {
            var attributes = new Attributes.Builder();
            for (String id : data.items().ids()) {
                int number = Math.abs(id.replaceAll("\\D", "").hashCode());
                String digits = id.replaceAll("\\D", "");
                int value = digits.isEmpty() ? number : Integer.parseInt(digits);
                attributes.put(id, "genres", value % 2 == 0 ? "Even" : "Odd");
                attributes.put(id, "plot", "a story of " + (value % 2 == 0 ? "love" : "crime"));
            }
            return content.fit(data.withAttributes(Attributes.NONE, attributes.build()), context);
        }
    }
}
