package dev.weir.cli;

import dev.weir.cli.terminal.ProcessArguments;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The main class: with arguments, or under the name {@code kafka-cli}, it runs a command, else the service. */
@QuarkusMain
public final class Main {

    /** Quarkus rejects a malformed URI with an empty body; {@code http.AddressFilter} rejects it with a reason. */
    private static final String DISABLE_URI_VALIDATION = "vertx.disableURIValidation";

    private static final String COMMAND_LINE = "kafka-cli";

    /** Set by the script {@code kafka-cli} for the native executable, which does not have that name. */
    private static final String PROGRAM = "weir.cli.program";

    Main() {}

    /** System properties such as {@code -Dquarkus.http.port=8080} stand before {@code -jar} and are not arguments. */
    public static void main(String... arguments) {
        if (arguments.length == 0 && !isCommandLine()) {
            System.setProperty(DISABLE_URI_VALIDATION, "true");
            OAuthAllowList.install(System.getenv());
            Quarkus.run(null, Main::onExit);
        } else {
            KafkaCli.main(arguments);
        }
    }

    private static boolean isCommandLine() {
        return COMMAND_LINE.equals(System.getProperty(PROGRAM)) || ProcessArguments.isStartedAs(COMMAND_LINE);
    }

    /** Logs why the start failed; then the launch mode ends the process, or waits for a change in dev mode. */
    private static void onExit(int exitCode, Throwable failure) {
        if (failure != null) {
            StartFailureReporter.report(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }
}
