package dev.stride.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import org.slf4j.LoggerFactory;

/** Sends the log to a file of the data folder; the screen is for people. */
final class LogFile {

    private LogFile() {}

    static void use(Home home) {
        System.setProperty("stride.log", home.logs().resolve("stride.log").toString());
        URL configuration = LogFile.class.getResource("/logback.xml");
        if (configuration != null && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            try {
                var configurator = new JoranConfigurator();
                configurator.setContext(context);
                context.reset();
                configurator.doConfigure(configuration);
            } catch (JoranException e) {
                throw new IllegalStateException("the log cannot be set up", e);
            }
        }
    }
}
