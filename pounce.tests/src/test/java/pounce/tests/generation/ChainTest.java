package pounce.tests.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pounce.api.App;
import pounce.api.Middleware;
import pounce.api.Option;
import pounce.api.Phase;
import pounce.api.ServerConfig;
import pounce.api.Settings;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.MiddlewareProvider;
import pounce.engine.generation.Chain;
import pounce.engine.generation.Link;
import pounce.engine.plugin.Extensions;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

final class ChainTest {
    private static final App NOTHING = (_, _, _) -> {};

    private final List<String> order = new ArrayList<>();

    private Middleware named(String name) {
        return next ->
                (scope, receive, send) -> {
                    order.add(name);
                    next.handle(scope, receive, send);
                };
    }

    /// One that says what it is told.
    private final class Provider implements MiddlewareProvider {
        private final String name;
        private final Phase phase;
        private final int rank;
        private final Option<String> option;

        Provider(String name, Phase phase, int rank) {
            this.name = name;
            this.phase = phase;
            this.rank = rank;
            this.option =
                    Option.text("plugin." + name + ".text", "on")
                            .where(text -> !text.equals("wrong"))
                            .doc("A text.");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Phase phase() {
            return phase;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public List<Option<?>> options() {
            return List.of(option);
        }

        @Override
        public boolean isWanted(Settings settings) {
            return !settings.get(option).equals("off");
        }

        @Override
        public Middleware create(Settings settings) {
            var text = settings.get(option);
            if (text.equals("odd")) throw new IllegalArgumentException("too odd");
            return named(name + ' ' + text);
        }
    }

    private static void serve(Chain chain) throws Exception {
        chain.around(NOTHING).handle(ScriptedScope.of(), ScriptedReceive.of(), new RecordedSend());
    }

    private static ServerConfig config(Map<String, String> texts) {
        return ServerConfig.builder().set(texts).build();
    }

    private static Extensions found(List<MiddlewareProvider> providers) {
        return new Extensions(List.copyOf(providers));
    }

    @Test
    void standsInTheOrderOfPhasesRanksAndNamesWhateverTheModulePath() throws Exception {
        var config =
                ServerConfig.builder()
                        .middleware(named("app 2"))
                        .middleware(Phase.PROTECTION, named("app 0"), named("app 1"))
                        .build();
        var providers =
                List.<MiddlewareProvider>of(
                        new Provider("late", Phase.CONTENT, 0),
                        new Provider("b", Phase.PROTECTION, 100),
                        new Provider("a", Phase.PROTECTION, 100),
                        new Provider("first", Phase.PROTECTION, 1),
                        new Provider("who", Phase.IDENTITY, 100));
        var own = List.of(new Link(Phase.PROTECTION, 40, "limit", named("limit")));

        serve(chain(config, providers, own));
        serve(chain(config, providers.reversed(), own));

        var once =
                List.of(
                        "who on",
                        "first on",
                        "limit",
                        "a on",
                        "b on",
                        "app 0",
                        "app 1",
                        "late on",
                        "app 2");
        assertEquals(once, order.subList(0, 9));
        assertEquals(once, order.subList(9, 18));
    }

    @Test
    void hasNothingThatSettingsDoNotAskFor() throws Exception {
        var config = config(Map.of("plugin.a.text", "off", "plugin.b.text", "loud"));
        var providers =
                List.<MiddlewareProvider>of(
                        new Provider("a", Phase.CONTENT, 100),
                        new Provider("b", Phase.CONTENT, 100));

        serve(chain(config, providers, List.of()));

        assertEquals(List.of("b loud"), order);
    }

    @Test
    void namesEveryProviderThatSettingsDoNotFitTo() {
        var config = config(Map.of("plugin.a.text", "odd", "plugin.b.text", "odd"));
        var providers =
                List.<MiddlewareProvider>of(
                        new Provider("a", Phase.CONTENT, 100),
                        new Provider("b", Phase.CONTENT, 100));

        var refused =
                assertThrows(ConfigException.class, () -> chain(config, providers, List.of()));

        assertEquals("a: too odd\nb: too odd", refused.getMessage());
    }

    @Test
    void refusesTextsThatNoPlugInUnderstandsAllAtOnce() {
        var config = config(Map.of("plugin.a.text", "wrong", "plugin.a.txt", "x"));
        var providers = List.<MiddlewareProvider>of(new Provider("a", Phase.CONTENT, 100));

        var refused = assertThrows(ConfigException.class, () -> found(providers).check(config));

        assertEquals(
                """
                plugin.a.text = <hidden>: not allowed (A text.)
                plugin.a.txt: unknown; the nearest option is plugin.a.text\
                """,
                refused.getMessage());
        assertThrows(ConfigException.class, () -> found(List.of()).check(config));
    }

    @Test
    void refusesTwoProvidersOfOneName() {
        var providers =
                List.<MiddlewareProvider>of(
                        new Provider("a", Phase.CONTENT, 100), new Provider("a", Phase.CONTENT, 1));

        var refused =
                assertThrows(
                        MissingProviderException.class,
                        () -> found(providers).check(ServerConfig.defaults()));

        assertEquals(ErrorCode.POUNCE_PROVIDER_AMBIGUOUS, refused.code());
    }

    @Test
    void refusesOptionsThatLieElsewhere() {
        var stray =
                new MiddlewareProvider() {
                    @Override
                    public String name() {
                        return "a";
                    }

                    @Override
                    public Phase phase() {
                        return Phase.CONTENT;
                    }

                    @Override
                    public List<Option<?>> options() {
                        return List.of(Option.flag("limits.a", false));
                    }

                    @Override
                    public boolean isWanted(Settings settings) {
                        return false;
                    }

                    @Override
                    public Middleware create(Settings settings) {
                        return next -> next;
                    }
                };

        var refused =
                assertThrows(
                        MissingProviderException.class,
                        () -> found(List.of(stray)).check(ServerConfig.defaults()));

        assertEquals(ErrorCode.POUNCE_PROVIDER_INVALID, refused.code());
    }

    @Test
    void refusesToStartWithASettingThatDoesNothing() {
        var config = config(Map.of("security-headers", "true"));

        var refused =
                assertThrows(MissingProviderException.class, () -> found(List.of()).check(config));

        assertEquals(ErrorCode.POUNCE_PROVIDER_MISSING, refused.code());
        assertEquals(
                "security-headers is set, but nothing provides security-headers: add module"
                        + " pounce.middleware to the module path, or to the image with jlink"
                        + " --add-modules pounce.middleware",
                refused.getMessage());
    }

    private static Chain chain(
            ServerConfig config, List<MiddlewareProvider> providers, List<Link> own) {
        var links = new ArrayList<>(own);
        links.addAll(Chain.links(providers, config, found(providers)));
        return Chain.of(links, _ -> List.of(), config);
    }

    @Test
    void findsWhatIsThereOnce() {
        var found = Extensions.beside(ServerConfig.defaults());

        assertTrue(
                found.all(MiddlewareProvider.class).stream()
                        .anyMatch(each -> each.name().equals("security-headers")));
        found.check(ServerConfig.defaults());
    }
}
