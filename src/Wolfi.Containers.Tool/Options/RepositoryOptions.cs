using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The options that say where packages come from and who may sign them.</summary>
internal sealed class RepositoryOptions
{
    private readonly Option<string[]> _keys;
    private readonly Option<string?> _minimum = KeyOptions.MinimumSignature();

    private readonly Option<string[]> _repositories = new("--repository")
    {
        HelpName = "[@TAG ]REPOSITORY",
        Description = $"URL, folder or APKINDEX.tar.gz. With '@TAG ' before it, it serves only what is asked for as NAME@TAG. May be given more than once. Default: {BuiltInKeys.WolfiRepository}.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _allowUntrusted = new("--allow-untrusted")
    {
        Description = "Accept unsigned indexes, and several repositories without a rule that says which packages each may provide. For tests and local work.",
    };

    private readonly Option<bool> _allowHttp = AllowHttp();

    private readonly bool _forLocalWork;

    /// <summary>Makes the options.</summary>
    /// <param name="keyOption">The name of the option for public keys.</param>
    /// <param name="forLocalWork">Whether <c>--allow-untrusted</c> is one of them.</param>
    public RepositoryOptions(string keyOption = KeyOptions.Key, bool forLocalWork = true)
    {
        _keys = KeyOptions.PublicKeys(keyOption);
        _forLocalWork = forLocalWork;
        _repositories.Validators.Add(Check);
    }

    /// <summary><c>--allow-http</c>.</summary>
    public static Option<bool> AllowHttp() => new("--allow-http") { Description = "Accept repositories over plain http." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_repositories, _keys, _minimum, .. _forLocalWork ? [_allowUntrusted] : (Option[])[], _allowHttp])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the arguments name repositories or keys.</summary>
    public bool AreGiven(ParseResult parsed) => parsed.GetRequiredValue(_repositories).Length > 0 || parsed.GetRequiredValue(_keys).Length > 0;

    /// <summary>The repositories in order.</summary>
    /// <exception cref="WolfiException">A key can't be read, or several repositories have no rules.</exception>
    public ImmutableArray<PackageRepository> Repositories(ParseResult parsed)
    {
        string[] texts = parsed.GetRequiredValue(_repositories);
        ImmutableArray<PublicKey> keys = KeyOptions.Read(parsed.GetRequiredValue(_keys));
        bool allowUntrusted = _forLocalWork && parsed.GetValue(_allowUntrusted);
        ImmutableArray<PackageRepository> repositories = [.. (texts.Length == 0 ? [BuiltInKeys.WolfiRepository] : texts).Select(text =>
        {
            string location = Absolute(LocationOf(text));
            Keyring ring = KeysOf(location, keys);
            return new PackageRepository
            {
                Location = location,
                Tag = TagOf(text),
                IndexKeys = ring,
                PackageKeys = ring,
                MinimumSignature = KeyOptions.Minimum(parsed, _minimum),
                AllowHttp = parsed.GetValue(_allowHttp),
                AllowUntrustedIndexUnsafe = allowUntrusted,
            };
        })];
        return allowUntrusted || repositories.Count(repository => repository.Tag is null) < 2
            ? repositories
            : throw CommandLineErrors.SeveralRepositories.Fail(string.Join(", ", repositories.Where(repository => repository.Tag is null)));
    }

    // A key that is named for another repository beside Wolfi's must not take away the one that Wolfi's packages are signed by.
    private static Keyring KeysOf(string location, ImmutableArray<PublicKey> keys) => Keyring.Create(
        location == BuiltInKeys.WolfiRepository && keys.All(key => key.Name != BuiltInKeys.WolfiKeyName) ? keys.Add(BuiltInKeys.ReadWolfiKey()) : keys);

    private static void Check(OptionResult result)
    {
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            if (LocationOf(text).Length == 0 || (TagOf(text) is { } tag && !PackageNames.IsValidTag(tag)))
            {
                result.AddError($"--repository: '{RepositoryLocation.Redact(text)}' is no repository; write '[@TAG ]URL', a folder or an index file.");
            }
        }
    }

    private static string? TagOf(string text) => text.StartsWith('@') ? text[1..].Split(' ')[0] : null;

    private static string LocationOf(string text) => text.StartsWith('@') ? text[text.Split(' ')[0].Length..].Trim() : text;

    private static string Absolute(string location) => location.Contains("://", StringComparison.Ordinal) || location.StartsWith("file:", StringComparison.Ordinal)
        ? location.TrimEnd('/')
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(location));
}
