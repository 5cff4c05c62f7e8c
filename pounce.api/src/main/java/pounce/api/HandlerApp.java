package pounce.api;

/// Joins a function to the event contract.
record HandlerApp(Handler handler) implements App {
    @Override
    public void handle(Scope scope, Receive receive, Send send) throws Exception {
        switch (scope) {
            case HttpScope http -> handler.handle(Request.of(http, receive, send)).sendTo(send);
            case LifespanScope _ -> {}
        }
    }
}
