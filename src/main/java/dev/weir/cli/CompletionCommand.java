package dev.weir.cli;

import dev.weir.cli.terminal.CliConsole;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a completion script for a shell. */
@Command(
        description = "Writes a script for completion of commands and options in a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(kafka-cli completion bash)",
            "  kafka-cli completion zsh > ~/.kafka-cli.zsh   # and 'source ~/.kafka-cli.zsh' in ~/.zshrc",
            "  kafka-cli completion fish > ~/.config/fish/completions/kafka-cli.fish"
        })
final class CompletionCommand implements Runnable {

    private static final String PROGRAM = "kafka-cli";

    /** The supported shells. */
    enum Shell {
        BASH,
        FISH,
        ZSH
    }

    private final CliConsole console;

    @Parameters(paramLabel = "SHELL", description = "bash, fish or zsh.")
    private Shell shell;

    CompletionCommand(CliConsole console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (shell == Shell.FISH) {
            FishCompletion.of(PROGRAM, new CommandTree(console).commandLine()).forEach(console::line);
            return;
        }
        if (shell == Shell.ZSH) {
            // With bashcompinit zsh accepts the script for bash.
            console.line("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
        }
        console.line(AutoComplete.bash(PROGRAM, new CommandTree(console).commandLine()));
    }
}
