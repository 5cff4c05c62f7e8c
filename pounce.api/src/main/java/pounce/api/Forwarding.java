package pounce.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Who is believed when he says for whom he asks. Immutable.
///
/// @param trusted proxies; whatever others say about forwarding is taken away
/// @param hops how many of the proxies that a request has passed are our own: the client is the one
///   that the outermost of them names, the last but `hops - 1` in the fields
/// @param fields which ones they write
public record Forwarding(List<TrustedPeers> trusted, int hops, ForwardedFields fields) {

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if `hops` is less than 1
    public Forwarding {
        trusted = List.copyOf(trusted);
        Options.FORWARDED_HOPS.check(hops);
    }

    /// Trusts one hop, which writes `X-Forwarded-For` and the like.
    ///
    /// @param trusted addresses, blocks of them such as `10.0.0.0/8`, or `unix`
    /// @return who is believed
    /// @throws IllegalArgumentException if one is none of these
    public static Forwarding by(String... trusted) {
        return new Forwarding(
                Arrays.stream(trusted).map(TrustedPeers::parse).toList(),
                Options.FORWARDED_HOPS.defaultValue(),
                Options.FORWARDED_FIELDS.defaultValue());
    }

    /// {@return what settings say}
    ///
    /// @param settings those of a server
    public static Forwarding of(Settings settings) {
        return new Forwarding(
                settings.get(Options.FORWARDED_TRUSTED),
                settings.get(Options.FORWARDED_HOPS),
                settings.get(Options.FORWARDED_FIELDS));
    }

    /// Returns a copy for so many proxies in a row.
    ///
    /// @param hops 1 or more
    /// @return who is believed
    /// @throws IllegalArgumentException if it is less
    public Forwarding hops(int hops) {
        return new Forwarding(trusted, hops, fields);
    }

    /// Returns a copy for proxies that write these.
    ///
    /// @param fields which
    /// @return who is believed
    public Forwarding fields(ForwardedFields fields) {
        return new Forwarding(trusted, hops, fields);
    }

    Map<Option<?>, Object> options() {
        return Map.of(
                Options.FORWARDED_TRUSTED, trusted,
                Options.FORWARDED_HOPS, hops,
                Options.FORWARDED_FIELDS, fields);
    }
}
