using System.CommandLine;
using System.CommandLine.Help;
using Wolfi.Containers.Tool.Verbs;

namespace Wolfi.Containers.Tool;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    private const int HelpWidth = 120;

    private const string Description = """
        Inspect, verify, resolve, lock, pack and push Wolfi packages and images.
        Exit codes: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage; 3 the surroundings failed (file, disk, network).
        """;

    private static readonly Verb[] Verbs =
    [
        new("apk", context => new("apk", "Packages: fields and files, signatures and hashes, packing, order of versions.")
        {
            ApkInspectVerb.Create(context),
            ApkVerifyVerb.Create(context),
            ApkPackVerb.Create(context),
            ApkCompareVerb.Create(context),
        }),
        new("index", IndexVerb.Create),
        new("keys", context => new("keys", "Keys that sign images, and keys of repositories.")
        {
            KeysNewVerb.Create(context),
            KeysShowVerb.Create(context),
            KeysImportVerb.Create(context),
            KeysExportPublicVerb.Create(context),
            KeysDiscoverVerb.Create(context),
        }),
        new("resolve", ResolveVerb.Create),
        new("needs", NeedsVerb.Create),
        new("lock", LockVerb.Create),
        new("update", UpdateVerb.Create),
        new("outdated", OutdatedVerb.Create),
        new("mirror", MirrorVerb.Create),
        new("inspect", InspectVerb.Create),
        new("sbom", SbomVerb.Create),
        new("sign", SignVerb.Create),
        new("verify", VerifyVerb.Create),
        new("smoke", SmokeVerb.Create),
        new("push", PushVerb.Create),
        new("copy", CopyVerb.Create),
        new("load", LoadVerb.Create),
        new("cache", context => new("cache", "The package cache: what it holds, emptying it, checking it.")
        {
            CacheInfoVerb.Create(context),
            CacheClearVerb.Create(context),
            CacheVerifyVerb.Create(context),
        }),
    ];

    /// <summary>Makes the commands of one run: the verb that it begins with alone, or all of them.</summary>
    public static Command Create(VerbContext context, IReadOnlyList<string> arguments)
    {
        Command root = new("dotnet-wolfi", Description) { context.Json };
        if (MayAskForOptionsOfRoot(arguments))
        {
            root.Options.Add(new VersionOption { Action = new VersionAction(context.Terminal) });
            root.Options.Add(new HelpOption { Action = new HelpAction { MaxWidth = HelpWidth } });
        }

        Verb? named = arguments.Count == 0 ? null : Array.Find(Verbs, verb => string.Equals(verb.Name, arguments[0], StringComparison.Ordinal));
        foreach (Verb verb in named is null ? Verbs : [named])
        {
            root.Subcommands.Add(verb.Create(context));
        }

        return root;
    }

    // To make the options for help and version, whose texts are resources, takes as long as a short verb. Their names are --version, --help, -h, -? and, as on Windows, /h and /?.
    private static bool MayAskForOptionsOfRoot(IReadOnlyList<string> arguments)
    {
        foreach (string argument in arguments)
        {
            if (argument.TrimStart('-', '/') is ['v' or 'h' or '?', ..])
            {
                return true;
            }
        }

        return arguments.Count == 0;
    }

    private sealed record Verb(string Name, Func<VerbContext, Command> Create);
}
