package dev.weir.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: with arguments it is the command line, without any the service. */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Properties such as {@code -Dquarkus.http.port=8080} come before {@code -jar} and are no arguments. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
        } else {
            KafkaCli.main(arguments);
        }
    }
}
