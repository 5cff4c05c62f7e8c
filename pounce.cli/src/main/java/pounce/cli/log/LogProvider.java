package pounce.cli.log;

import java.util.ServiceLoader;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.Reporter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// Lets slf4j write the command's log.
public final class LogProvider implements SLF4JServiceProvider {
    /// Of slf4j, whose major version it is.
    private static final String VERSION = "2.0.99";

    private final ILoggerFactory loggers = new Loggers();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new BasicMDCAdapter();

    /// Made by the service loader.
    public LogProvider() {}

    /// Leaves logging to another provider, where somebody has brought one. Slf4j would take any of
    /// them and complain; properties of the process are its only way to be told. Before the first
    /// logger is made.
    public static void leaveToOthers() {
        if (System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) == null) {
            ServiceLoader.load(SLF4JServiceProvider.class, LogProvider.class.getClassLoader())
                    .stream()
                    .map(provider -> provider.type().getName())
                    .filter(name -> !name.equals(LogProvider.class.getName()))
                    .findFirst()
                    .ifPresent(LogProvider::leaveTo);
        }
    }

    private static void leaveTo(String other) {
        System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, other);
        if (System.getProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY) == null) {
            System.setProperty(
                    Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN"); // not that it does so
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return VERSION;
    }

    @Override
    public void initialize() {}
}
