/// The smallest application.
module pounce.examples.hello {
    requires pounce.api;

    provides pounce.api.App with
            pounce.examples.hello.Hello;
}
