package dev.weir.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The main class: with arguments it runs a command, without arguments the service. */
@QuarkusMain
public final class Main {

    /** Quarkus rejects a malformed URI with an empty body; {@code http.AddressFilter} rejects it with a reason. */
    private static final String DISABLE_URI_VALIDATION = "vertx.disableURIValidation";

    Main() {}

    /** System properties such as {@code -Dquarkus.http.port=8080} stand before {@code -jar} and are not arguments. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            System.setProperty(DISABLE_URI_VALIDATION, "true");
            Quarkus.run(null, Main::onExit);
        } else {
            KafkaCli.main(arguments);
        }
    }

    /** Logs why the start failed; then the launch mode ends the process, or waits for a change in dev mode. */
    private static void onExit(int exitCode, Throwable failure) {
        if (failure != null) {
            StartFailureReporter.report(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }
}
