import pounce.api.spi.StaticFilesProvider;
import pounce.staticfiles.StaticFilesService;

/// Files from directories and from modules, served before the application is asked.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.staticfiles {
    requires org.slf4j;
    requires pounce.api;

    exports pounce.staticfiles to
            pounce.tests;

    provides StaticFilesProvider with
            StaticFilesService;
}
