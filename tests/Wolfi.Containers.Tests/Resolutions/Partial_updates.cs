using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Tests.Resolutions;

[TestClass]
public sealed class Partial_updates
{
    // curl and libcurl are built together; openssl and zlib stand alone.
    private static readonly KeptPackage[] Current =
    [
        Kept("curl", "8.0-r0", "curl"), Kept("libcurl", "8.0-r0", "curl"), Kept("openssl", "3.0-r0", "openssl"), Kept("zlib", "1.0-r0", "zlib"),
    ];

    private static readonly IndexRecord[] Old =
    [
        Record("curl", "8.0-r0", "curl", "libcurl openssl zlib"), Record("libcurl", "8.0-r0", "curl"), Record("openssl", "3.0-r0", "openssl"), Record("zlib", "1.0-r0", "zlib"),
    ];

    [TestMethod]
    public void What_is_not_named_keeps_its_version()
    {
        IndexRecord[] records = [.. Old, Record("openssl", "3.1-r0", "openssl"), Record("zlib", "1.1-r0", "zlib")];

        Assert.AreEqual("curl-8.0-r0 libcurl-8.0-r0 openssl-3.0-r0 zlib-1.1-r0", Solve(records, "zlib"));
        Assert.AreEqual("curl-8.0-r0 libcurl-8.0-r0 openssl-3.1-r0 zlib-1.1-r0", Solve(records, "zlib", "openssl"));
        Assert.AreEqual("curl-8.0-r0 libcurl-8.0-r0 openssl-3.0-r0 zlib-1.0-r0", Solve(records));
    }

    [TestMethod]
    public void Packages_of_one_origin_move_together()
    {
        IndexRecord[] records = [.. Old, Record("curl", "8.1-r0", "curl", "libcurl openssl zlib"), Record("libcurl", "8.1-r0", "curl"), Record("zlib", "1.1-r0", "zlib")];

        Assert.AreEqual("curl-8.1-r0 libcurl-8.1-r0 openssl-3.0-r0 zlib-1.0-r0", Solve(records, "curl"));
        Assert.AreEqual("curl-8.1-r0 libcurl-8.1-r0 openssl-3.0-r0 zlib-1.0-r0", Solve(records, "libcurl"));
    }

    [TestMethod]
    public void Packages_that_name_no_origin_do_not_move_together()
    {
        KeptPackage[] current = [Kept("curl", "1-r0", ""), Kept("zlib", "1-r0", "")];
        IndexRecord[] records = [Record("curl", "1-r0", "", "zlib"), Record("curl", "2-r0", "", "zlib"), Record("zlib", "1-r0", ""), Record("zlib", "2-r0", "")];

        Assert.AreEqual("curl-2-r0 zlib-1-r0", Solve(records, current, "curl"));
    }

    [TestMethod]
    public void What_must_move_with_a_named_package_moves_and_nothing_else()
    {
        IndexRecord[] records =
        [
            .. Old,
            Record("curl", "8.1-r0", "curl", "libcurl openssl>=3.1 zlib"), Record("libcurl", "8.1-r0", "curl"), Record("openssl", "3.1-r0", "openssl"), Record("zlib", "1.1-r0", "zlib"),
        ];

        Assert.AreEqual("curl-8.1-r0 libcurl-8.1-r0 openssl-3.1-r0 zlib-1.0-r0", Solve(records, "curl"));
    }

    [TestMethod]
    public void What_nothing_needs_any_more_goes_and_what_is_new_comes()
    {
        IndexRecord[] records = [.. Old, Record("curl", "8.1-r0", "curl", "openssl zlib nghttp2"), Record("nghttp2", "1.6-r0", "nghttp2")];

        Assert.AreEqual("curl-8.1-r0 nghttp2-1.6-r0 openssl-3.0-r0 zlib-1.0-r0", Solve(records, "curl"));
    }

    [TestMethod]
    public void A_version_that_no_index_has_any_more_moves_alone()
    {
        IndexRecord[] records = [.. Old[..3], Record("zlib", "1.1-r0", "zlib"), Record("openssl", "3.1-r0", "openssl")];

        Assert.AreEqual("curl-8.0-r0 libcurl-8.0-r0 openssl-3.0-r0 zlib-1.1-r0", Solve(records));
    }

    [TestMethod]
    public void Nothing_that_satisfies_is_explained_without_the_kept_versions()
    {
        Resolution answer = PartialUpdate.Solve(
            [DependencyAtom.Parse("curl>=9")], [Index(Old)], "x86_64", Current, ["curl"], default);

        Resolution.Unsatisfiable none = Assert.IsInstanceOfType<Resolution.Unsatisfiable>(answer);
        Assert.AreEqual("curl>=9", none.Reasons.Single().Atom);
    }

    private static string Solve(IndexRecord[] records, params string[] moving) => Solve(records, Current, moving);

    private static string Solve(IndexRecord[] records, KeptPackage[] current, params string[] moving)
    {
        Resolution answer = PartialUpdate.Solve([DependencyAtom.Parse("curl")], [Index(records)], "x86_64", current, moving, default);
        Resolution.Resolved resolved = Assert.IsInstanceOfType<Resolution.Resolved>(answer);
        return string.Join(' ', resolved.Packages.Select(package => package.Record.ToString()).Order(StringComparer.Ordinal));
    }

    private static RepositoryIndex Index(IndexRecord[] records) => new(new PackageRepository { Location = "/repository" }, new PackageIndex { Records = [.. records] });

    private static KeptPackage Kept(string name, string version, string origin) => new(name, PackageVersion.Parse(version), origin);

    private static IndexRecord Record(string name, string version, string origin, string depends = "") => new()
    {
        Name = name,
        Version = PackageVersion.Parse(version),
        Architecture = "x86_64",
        Origin = origin,
        Checksum = $"Q1{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes((name + version).PadRight(20)[..20]))}",
        Depends = [.. depends.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(DependencyAtom.Parse)],
    };
}
