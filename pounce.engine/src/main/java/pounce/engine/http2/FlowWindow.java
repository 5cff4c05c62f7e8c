package pounce.engine.http2;

/// How much content one side may send (RFC 9113, section 6.9), in octets. Falls below zero when a
/// setting makes it smaller than what is under way (section 6.9.2).
public final class FlowWindow {
    /// What no window may exceed (section 6.9.1).
    public static final int LARGEST = Integer.MAX_VALUE;

    private long octets;

    /// A window.
    ///
    /// @param octets how large it is at first
    public FlowWindow(int octets) {
        this.octets = octets;
    }

    /// {@return how much may be sent; 0 or less for nothing}
    public int size() {
        return (int) octets;
    }

    /// Takes note of content that is sent.
    ///
    /// @param count 0 to [#size]
    public void use(int count) {
        octets -= count;
    }

    /// Changes the window.
    ///
    /// @param difference what it grows by, or shrinks
    /// @return false if it would be too large then; it stays as it is
    public boolean change(long difference) {
        if (octets + difference > LARGEST) {
            return false;
        }
        octets += difference;
        return true;
    }
}
