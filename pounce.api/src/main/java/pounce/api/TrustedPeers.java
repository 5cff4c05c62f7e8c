package pounce.api;

import pounce.api.field.Cidr;

/// Peers that are believed what they say about others: a block of addresses, or whoever may open
/// the server's Unix domain sockets. Immutable.
public sealed interface TrustedPeers {

    /// Reads what an option says.
    ///
    /// @param text `unix`, or what [Cidr#parse] reads
    /// @return the peers
    /// @throws IllegalArgumentException if it is neither
    static TrustedPeers parse(String text) {
        return text.equals("unix") ? new OnUnixSockets() : new Block(Cidr.parse(text));
    }

    /// {@return whether a peer is one of these}
    ///
    /// @param peer the end of the connection itself, nothing that somebody has said
    boolean contains(Address peer);

    /// Those in a block of addresses.
    ///
    /// @param addresses the block
    record Block(Cidr addresses) implements TrustedPeers {
        @Override
        public boolean contains(Address peer) {
            return addresses.contains(peer.host());
        }

        /// {@return the block as [#parse] reads it}
        @Override
        public String toString() {
            return addresses.toString();
        }
    }

    /// All those on Unix domain sockets: the modes of their files say who they are.
    record OnUnixSockets() implements TrustedPeers {
        @Override
        public boolean contains(Address peer) {
            return peer.host().equals("unix");
        }

        /// {@return `unix`}
        @Override
        public String toString() {
            return "unix";
        }
    }
}
