package dev.weir.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: with arguments it is the command line, without any the service. */
@QuarkusMain
public final class Main {

    /**
     * Quarkus would refuse a malformed address with an empty body; {@code http.AddressFilter} says what is wrong with
     * it.
     */
    private static final String NO_EARLY_REFUSAL = "vertx.disableURIValidation";

    Main() {}

    /** Properties such as {@code -Dquarkus.http.port=8080} come before {@code -jar} and are no arguments. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            System.setProperty(NO_EARLY_REFUSAL, "true");
            Quarkus.run(null, Main::ended);
        } else {
            KafkaCli.main(arguments);
        }
    }

    /**
     * Logs why a start failed, then ends as the launch mode wants: the process, or the wait of dev mode for a change.
     */
    private static void ended(int exitCode, Throwable failure) {
        if (failure != null) {
            StartFailureReporter.tell(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }
}
