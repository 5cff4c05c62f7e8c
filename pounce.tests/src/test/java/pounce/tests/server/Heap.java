package pounce.tests.server;

/// The heap of this process.
public final class Heap {
    private Heap() {}

    /// {@return what lives, in octets; after several collections, for what the first finds may be
    /// freed by the second only}
    public static long live() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
