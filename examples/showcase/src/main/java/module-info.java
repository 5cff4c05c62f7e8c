/// One of everything: what benchmarks, conformance runs and screenshots ask for.
module pounce.examples.showcase {
    requires pounce.api;

    provides pounce.api.App with
            pounce.examples.showcase.Showcase;
}
