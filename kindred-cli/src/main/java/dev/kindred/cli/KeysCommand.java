package dev.kindred.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        header = "Keys of a server: makes, lists, revokes.",
        description = {
            "",
            "Works on the store itself, before the server runs. With SQLite a running server has the"
                    + " store to itself: ask it then, by /v1/keys."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class},
        commandListHeading = "%nCommands:%n",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred keys create --name boss --scope admin --data-dir shop",
            "  kindred keys create --name shop --scope read,write --expires 2027-01-01 -c kindred.yaml",
            "  kindred keys list --data-dir shop",
            "  kindred keys revoke key_01K --data-dir shop",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class KeysCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Mixin private CommonOptions common;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of create, list, revoke is needed");
    }
}
