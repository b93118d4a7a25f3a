using System.Collections.Immutable;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.Tests.Sboms;

/// <summary>Made-up bills of materials.</summary>
internal static class Bills
{
    public const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly BillCreation Creation = new() { Tool = "wolfi-containers", ToolVersion = "0.1.0", Author = "Example, Inc.", Created = 1_700_000_000, Identity = Digest };

    public static readonly Component Image = new()
    {
        Id = PackageUrl.Oci("example/Demo", Digest, "amd64"),
        Kind = ComponentKind.Image,
        Source = ComponentSource.Own,
        Name = "example/Demo",
        Version = Digest,
        Purl = PackageUrl.Oci("example/Demo", Digest, "amd64"),
        Hashes = [Sha256('0')],
        Supplier = "Example, Inc.",
    };

    /// <summary>One component of each kind.</summary>
    public static BillOfMaterials Demo(BillCreation? creation = null)
    {
        Component zlib = Package("zlib", "1.3.1-r5", "Zlib") with { References = [new ComponentReference(ReferenceKind.Website, "https://zlib.example.test/")] };
        Component glibc = Package("glibc", "2.43-r15", "LGPL-2.1-or-later AND Custom-Notice");
        Component recipe = new() { Id = "pkg:github/wolfi-dev/os@4f2a#zlib.yaml", Kind = ComponentKind.Source, Source = ComponentSource.Distribution, Name = "zlib.yaml", Version = "4f2a", Purl = "pkg:github/wolfi-dev/os@4f2a#zlib.yaml" };
        Component app = Package("demo", "1.0.0-r0", null) with { Kind = ComponentKind.AppPackage, Source = ComponentSource.Own, Supplier = "Example, Inc." };
        Component library = new()
        {
            Id = PackageUrl.NuGet("Newtonsoft.Json", "13.0.3"),
            Kind = ComponentKind.Library,
            Source = ComponentSource.Upstream,
            Name = "Newtonsoft.Json",
            Version = "13.0.3",
            Purl = PackageUrl.NuGet("Newtonsoft.Json", "13.0.3"),
            Hashes = [new ContentHash(HashKind.Sha512, new string('a', 128))],
            Licence = LicenceExpression.Parse("see LICENSE.txt"),
            Supplier = "nuget.example.test",
            Originator = "James \"Newton\" King",
            Copyright = "Copyright © James 2008",
            DownloadLocation = "https://nuget.example.test/newtonsoft.json.13.0.3.nupkg",
            Paths = ["app/Newtonsoft.Json.dll"],
            Properties = ImmutableSortedDictionary<string, string>.Empty.Add("wolfi-containers:signer", "CN=Example"),
        };
        Component system = new() { Id = "os:wolfi@20230201", Kind = ComponentKind.OperatingSystem, Source = ComponentSource.Distribution, Name = "wolfi", Version = "20230201", Hashes = [Sha256('b')], Supplier = "Wolfi" };
        Component layer = new() { Id = "layer:1", Kind = ComponentKind.Layer, Source = ComponentSource.Distribution, Name = "sha256:" + new string('c', 64), Hashes = [Sha256('c')], Supplier = "Wolfi" };
        Component runtime = library with { Id = "pkg:nuget/Runtime@10", Kind = ComponentKind.Framework, Name = "Runtime", Version = "10", Purl = "pkg:nuget/Runtime@10", Licence = LicenceExpression.Parse("MIT"), Paths = [] };
        Component file = new() { Id = "file:app/demo.dll", Kind = ComponentKind.File, Source = ComponentSource.Own, Name = "app/demo.dll", Hashes = [Sha256('d')] };
        return BillOfMaterials.Create(
            Image,
            [zlib, glibc, recipe, app, library, system, layer, runtime, file],
            [
                new Relationship(app.Id, RelationshipKind.DependsOn, zlib.Id),
                new Relationship(zlib.Id, RelationshipKind.DependsOn, glibc.Id),
                new Relationship(zlib.Id, RelationshipKind.GeneratedFrom, recipe.Id),
                new Relationship(app.Id, RelationshipKind.Contains, library.Id),
                new Relationship(app.Id, RelationshipKind.Contains, file.Id),
                new Relationship(app.Id, RelationshipKind.GeneratedFrom, runtime.Id),
            ],
            creation ?? Creation);
    }

    private static Component Package(string name, string version, string? licence) => new()
    {
        Id = PackageUrl.Apk("wolfi", name, version, "x86_64"),
        Kind = ComponentKind.DistributionPackage,
        Source = ComponentSource.Distribution,
        Name = name,
        Version = version,
        Purl = PackageUrl.Apk("wolfi", name, version, "x86_64"),
        Hashes = [Sha256('e')],
        Licence = LicenceExpression.Parse(licence),
        Supplier = "Wolfi",
        Originator = "Wolfi",
    };

    private static ContentHash Sha256(char digit) => new(HashKind.Sha256, new string(digit, 64));
}
