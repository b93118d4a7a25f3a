using System.CommandLine;
using System.CommandLine.Help;
using Wolfi.Containers.Tool.Verbs;

namespace Wolfi.Containers.Tool;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    private const int HelpWidth = 120;

    private const string Description = """
        Inspect, verify, resolve, lock and pack Wolfi packages and images.
        Exit codes: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage; 3 the surroundings failed (file, disk, network).
        """;

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
        Command cache = new("cache", "The package cache: what it holds, emptying it, checking it.")
        {
            CacheInfoVerb.Create(context),
            CacheClearVerb.Create(context),
            CacheVerifyVerb.Create(context),
        };
        return new Command("dotnet-wolfi", Description)
        {
            packages,
            IndexVerb.Create(context),
            new Command("keys", "Keys of repositories.") { KeysDiscoverVerb.Create(context) },
            ResolveVerb.Create(context),
            NeedsVerb.Create(context),
            LockVerb.Create(context),
            InspectVerb.Create(context),
            cache,
            context.Json,
            new HelpOption { Action = new HelpAction { MaxWidth = HelpWidth } },
            new VersionOption { Action = new VersionAction(context.Terminal) },
        };
    }
}
