package pounce.cli;

import java.util.List;
import pounce.api.error.PounceException;

/// What keeps a command from its work, with the places of the settings that it is about.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What is wrong.
    private final PounceException fault;

    /// Where the settings were set, if any were.
    private final transient List<String> places;

    Refusal(PounceException fault, List<String> places) {
        super(fault);
        this.fault = fault;
        this.places = places;
    }

    PounceException fault() {
        return fault;
    }

    List<String> places() {
        return places;
    }
}
