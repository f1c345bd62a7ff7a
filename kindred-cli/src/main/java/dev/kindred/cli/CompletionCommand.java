package dev.kindred.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        header = "A script that completes commands and options in bash.",
        customSynopsis = "kindred completion",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  source <(kindred completion)                  now, in this shell",
            "  kindred completion >> ~/.bash_completion      from now on"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        common.terminal().out().write(AutoComplete.bash("kindred", spec.root().commandLine()));
        return 0;
    }
}
