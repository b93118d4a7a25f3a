using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Entrypoint and default arguments, by the .NET SDK's rules for an image without a base.</summary>
internal static class Commands
{
    /// <summary>What the container starts. Null for an entrypoint means the app's own, null for a command none.</summary>
    public static (ImmutableArray<string>? Entrypoint, ImmutableArray<string>? Command) Decide(
        RawPublishOptions raw, PublishedApp app, string workingDirectory, DiagnosticBag bag)
    {
        ImmutableArray<string> entrypoint = Words(raw, KnownSettings.ContainerEntrypoint);
        ImmutableArray<string> entrypointArgs = Words(raw, KnownSettings.ContainerEntrypointArgs);
        ImmutableArray<string> appArgs = Words(raw, KnownSettings.ContainerAppCommandArgs);
        ImmutableArray<string> command = Words(raw, KnownSettings.ContainerDefaultArgs);
        ImmutableArray<string> appCommand = Words(raw, KnownSettings.ContainerAppCommand);
        string instruction = Instruction(raw, bag);
        if (instruction.Length == 0 && entrypoint.IsEmpty && entrypointArgs.IsEmpty && appCommand.IsEmpty && appArgs.IsEmpty)
        {
            return (null, OrNull(command));
        }

        if (appCommand.IsEmpty && instruction != "None")
        {
            appCommand = OwnCommand(app, workingDirectory);
        }

        bool setsEntrypoint = !entrypoint.IsEmpty || !entrypointArgs.IsEmpty;
        if (instruction.Length == 0 && entrypoint.IsEmpty && !entrypointArgs.IsEmpty && command.IsEmpty && appArgs.IsEmpty)
        {
            // The SDK's way from before there was ContainerAppCommand: arguments alone are the app's default arguments.
            return (appCommand, entrypointArgs);
        }

        instruction = instruction.Length > 0 ? instruction : setsEntrypoint ? "DefaultArgs" : "Entrypoint";
        Check(instruction, entrypoint, entrypointArgs, appCommand, appArgs, setsEntrypoint, bag);
        return instruction switch
        {
            "Entrypoint" => ([.. appCommand, .. appArgs], OrNull(command)),
            "DefaultArgs" => ([.. entrypoint, .. entrypointArgs], [.. appCommand, .. appArgs, .. command]),
            _ => ([.. entrypoint, .. entrypointArgs], OrNull(command)),
        };
    }

    private static ImmutableArray<string>? OrNull(ImmutableArray<string> words) => words.IsEmpty ? null : words;

    private static void Check(
        string instruction,
        ImmutableArray<string> entrypoint,
        ImmutableArray<string> entrypointArgs,
        ImmutableArray<string> appCommand,
        ImmutableArray<string> appArgs,
        bool setsEntrypoint,
        DiagnosticBag bag)
    {
        if (!entrypointArgs.IsEmpty && entrypoint.IsEmpty)
        {
            bag.Add(SettingsErrors.ArgumentsWithoutEntrypoint);
        }

        if (!appArgs.IsEmpty && appCommand.IsEmpty)
        {
            bag.Add(SettingsErrors.ArgumentsWithoutCommand);
        }
        else if (instruction == "None" && !appCommand.IsEmpty)
        {
            bag.Add(SettingsErrors.CommandUnused);
        }

        if (instruction == "Entrypoint" && setsEntrypoint)
        {
            bag.Add(SettingsErrors.EntrypointConflict);
        }
    }

    private static string Instruction(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.ContainerAppCommandInstruction];
        if (text is "" or "Entrypoint" or "DefaultArgs" or "None")
        {
            return text;
        }

        bag.Add(SettingsErrors.UnknownInstruction, Values.Shown(text));
        return "";
    }

    /// <summary>The command that starts an app: its host, or the runtime with its assembly.</summary>
    public static ImmutableArray<string> OwnCommand(PublishedApp app, string workingDirectory)
    {
        string file = $"{workingDirectory.TrimEnd('/')}/{app.AssemblyName}";
        return app.SelfContained || app.SingleFile || app.NativeAot ? [file] : ["/usr/bin/dotnet", file + ".dll"];
    }

    private static ImmutableArray<string> Words(RawPublishOptions raw, Setting setting) => [.. raw.ItemsOf(setting).Select(item => item.Include)];
}
