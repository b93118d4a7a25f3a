using System.CommandLine;
using System.CommandLine.Help;
using Wolfi.Containers.Tool.Verbs;

namespace Wolfi.Containers.Tool;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    private const int HelpWidth = 120;

    /// <summary>Makes the commands of one run.</summary>
    public static Command Create(VerbContext context)
    {
        Command packages = new("apk", "Packages: fields and files, signatures and hashes, packing, order of versions.")
        {
            ApkInspectVerb.Create(context),
            ApkVerifyVerb.Create(context),
            ApkPackVerb.Create(context),
            ApkCompareVerb.Create(context),
        };
        return new Command("dotnet-wolfi", "Inspect, verify, resolve and pack Wolfi packages and images.")
        {
            packages,
            IndexVerb.Create(context),
            ResolveVerb.Create(context),
            InspectVerb.Create(context),
            context.Json,
            new HelpOption { Action = new HelpAction { MaxWidth = HelpWidth } },
            new VersionOption { Action = new VersionAction(context.Terminal) },
        };
    }
}
