package pounce.middleware;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.HttpScope;
import pounce.api.Key;
import pounce.api.TrustedPeers;

/// Tells which peers are trusted. Verdicts are remembered, for proxies are few and ask often.
final class Peers {
    /// Who is at the other end of the connection, where [HttpScope#client()] is somebody else.
    static final Key<Address> PEER = Key.of("peer");

    /// A power of two.
    private static final int REMEMBERED = 64;

    private final List<TrustedPeers> trusted;
    private final @Nullable Verdict[] verdicts = new Verdict[REMEMBERED];

    private record Verdict(String host, boolean trusted) {}

    Peers(List<TrustedPeers> trusted) {
        this.trusted = trusted;
    }

    /// {@return whether whoever sent this request is trusted}
    boolean sent(HttpScope request) {
        return !trusted.isEmpty() && contain(peer(request));
    }

    /// {@return the other end of the connection, whoever asks through it}
    static Address peer(HttpScope request) {
        return request.get(PEER).orElseGet(request::client);
    }

    private boolean contain(Address peer) {
        int place = peer.host().hashCode() & (REMEMBERED - 1);
        var known = verdicts[place];
        if (known == null || !known.host.equals(peer.host())) {
            known =
                    new Verdict(
                            peer.host(), trusted.stream().anyMatch(each -> each.contains(peer)));
            verdicts[place] = known;
        }
        return known.trusted;
    }
}
