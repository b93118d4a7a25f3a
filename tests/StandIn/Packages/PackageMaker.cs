using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.StandIn.Machines;

namespace Wolfi.StandIn.Packages;

/// <summary>Turns a recipe into the package of one architecture.</summary>
internal sealed class PackageMaker(Recipe recipe, MachineArchitecture host)
{
    private readonly SonameScan _scan = SonameScan.Of(recipe.Contents);

    /// <summary>The file name in the repository.</summary>
    public string FileName => $"{recipe.Name}-{recipe.Version}.apk";

    /// <summary>Bytes of all files: the largest package is written first, so that no processor waits for it at the end.</summary>
    public long Size => recipe.Contents.Sum(content => content.Size);

    /// <summary>The name and version, for the program's report.</summary>
    public string Title => $"{recipe.Name}={recipe.Version}";

    /// <summary>Writes and signs the package.</summary>
    public ApkPackage Write(MachineArchitecture architecture, SigningKey key, Stream output, CancellationToken cancellationToken)
    {
        PackageInfo info = Describe(architecture);
        string sbom = SpdxDocument.Write(info);
        ImmutableArray<PackageContent> contents =
        [
            .. recipe.Contents.Select(content => ForArchitecture(content, architecture)),
            .. new Tree().Text($"var/lib/db/sbom/{recipe.Name}-{recipe.Version}.spdx.json", sbom).Contents,
        ];
        return ApkPackageWriter.Write(info, contents, key, output, cancellationToken);
    }

    private PackageInfo Describe(MachineArchitecture architecture)
    {
        SortedSet<string> depends = new(recipe.Depends, StringComparer.Ordinal);
        depends.UnionWith(_scan.Needs.Select(soname => "so:" + Translate(soname, architecture)));
        // On aarch64 nearly every library of Wolfi names the loader.
        if (architecture.Name == "aarch64" && _scan.Needs.Count > 0 && !_scan.Provides.Contains(host.Loader))
        {
            depends.Add("so:" + architecture.Loader);
        }

        IEnumerable<string> sonames = _scan.Provides.Select(soname => Translate(soname, architecture));
        IEnumerable<string> provides = [.. recipe.Provides, .. sonames.SelectMany(soname => new[] { $"so:{soname}={SonameScan.SonameVersion(soname)}", $"so-ver:{soname}={recipe.Version}" })];
        return new PackageInfo
        {
            Name = recipe.Name,
            Version = PackageVersion.Parse(recipe.Version),
            Architecture = architecture.Name,
            Description = recipe.Description,
            Url = "https://wolfi.dev",
            Origin = recipe.Origin,
            Maintainer = "stand-in",
            License = recipe.License,
            Depends = [.. depends.Select(DependencyAtom.Parse)],
            Provides = [.. provides.Order(StringComparer.Ordinal).Select(ParseProvide)],
            ProviderPriority = recipe.ProviderPriority,
        };
    }

    /// <summary>This machine has no files for another processor: what depends on the processor becomes one line of text that says so.</summary>
    private PackageContent ForArchitecture(PackageContent content, MachineArchitecture architecture)
    {
        if (architecture == host || recipe.AnyArchitecture)
        {
            return content;
        }

        string path = Translate(content.Path, architecture);
        if (content.Kind != PackageEntryKind.File)
        {
            return content with { Path = path, LinkTarget = content.LinkTarget is string target ? Translate(target, architecture) : null };
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"Placeholder for {path} of {architecture.Name}: this stand-in was made on {host.Name}.\n");
        return PackageContent.File(path, content.Mode, Encoding.UTF8.GetBytes(text));
    }

    private string Translate(string name, MachineArchitecture architecture) => name.Replace(host.Loader, architecture.Loader, StringComparison.Ordinal);

    private static Provide ParseProvide(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new Provide(text, null) : new Provide(text[..equals], PackageVersion.Parse(text[(equals + 1)..]));
    }
}
