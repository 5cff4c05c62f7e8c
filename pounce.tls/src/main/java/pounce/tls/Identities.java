package pounce.tls;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// The certificates of a server. Those with the same names, one for each kind of key, stand
/// together.
///
/// @param all one at least; the first is for those who name no host, or one that no certificate has
record Identities(List<Identity> all) {

    /// {@return those of which a client that asks for a host may see one: that have the name; or
    /// else a wildcard for it; or else the first, with others of its names}
    ///
    /// @param host as the client writes it; empty if it names none
    List<Identity> forHost(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var exact = with(pattern -> pattern.isExactly(name));
        if (!exact.isEmpty()) {
            return exact;
        }
        var covering = with(pattern -> pattern.covers(name));
        return covering.isEmpty() ? standard() : covering;
    }

    private List<Identity> with(Predicate<HostPattern> rule) {
        return all.stream().filter(each -> each.names().stream().anyMatch(rule)).toList();
    }

    private List<Identity> standard() {
        var names = all.getFirst().names();
        return all.stream().filter(each -> each.names().equals(names)).toList();
    }
}
