using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using static Wolfi.Containers.Tests.Plans.Packages;

namespace Wolfi.Containers.Tests.Plans;

/// <summary>One library name is found once by the loader.</summary>
[TestClass]
public sealed class LoaderLibraries_of_packages
{
    private static readonly PackageRepository Acme = new() { Location = "https://apk.acme.example/os", PackagePatterns = ["acme-*"] };

    // K159: a second repository's package with the same SONAME in another folder of the loader's path.
    [TestMethod]
    [DataRow("usr/local/lib/libssl.so.3", null, true)]
    [DataRow("usr/lib/glibc-hwcaps/x86-64-v3/libssl.so.3", null, true)]
    [DataRow("usr/lib/acme/libssl.so.3", "/usr/lib/acme\n", true)]
    [DataRow("usr/lib/acme/libssl.so.3", "# our own\n  /lib/acme # below the merged folder\n", true)]
    [DataRow("usr/lib/acme/libssl.so.3", null, false)]
    [DataRow("usr/lib/acme/libssl.so.3", "# /usr/lib/acme\ninclude /usr/lib/acme\n", false)]
    [DataRow("usr/lib/acme/glibc-hwcaps/x86-64-v4/libssl.so.3", "/usr/lib/acme", true)]
    [DataRow("usr/local/lib/libssl.so.4", null, false)]
    [DataRow("usr/local/lib/libssl.so.3.txt/x", null, false)]
    public void Of_one_name_in_two_packages_are_refused_K159(string path, string? configuration, bool refused)
    {
        RootFileSystem root = Root();
        root.Add(Owner("libssl3", origin: "openssl"), [File("usr/lib/libssl.so.3")]);
        root.Add(Owner("acme-ssl", origin: "acme") with { Repository = Acme }, [File(path)]);
        ImmutableDictionary<string, ImmutableArray<byte>> files = ImmutableDictionary<string, ImmutableArray<byte>>.Empty
            .Add("etc/passwd", [.. "/usr/lib/acme"u8])
            .Add("etc/ld.so.conf.d/acme.conf", [.. Encoding.UTF8.GetBytes(configuration ?? "")]);

        if (refused)
        {
            Diagnostic failure = Failing.With(ResolutionErrors.LibraryTwice, () => LoaderLibraries.Check(root, files));
            Assert.AreEqual("WOLFI3003", failure.Code);
            StringAssert.Contains(failure.Message, "libssl3-1-r0");
            StringAssert.Contains(failure.Message, "acme-ssl-1-r0");
            StringAssert.Contains(failure.Message, "/" + path);
        }
        else
        {
            LoaderLibraries.Check(root, files);
        }
    }

    [TestMethod]
    [DataRow("openssl", false, true, DisplayName = "Variants of one origin and repository")]
    [DataRow("openssl", true, false, DisplayName = "One origin by its word, from another repository")]
    [DataRow("", false, false, DisplayName = "No origin")]
    public void Of_one_origin_may_have_variants(string origin, bool otherRepository, bool allowed)
    {
        RootFileSystem root = Root();
        root.Add(Owner("libssl3", origin: origin), [File("usr/lib/libssl.so.3")]);
        root.Add(Owner("acme-ssl", origin: origin) with { Repository = otherRepository ? Acme : null }, [File("usr/lib/glibc-hwcaps/x86-64-v3/libssl.so.3")]);

        void Check() => LoaderLibraries.Check(root, ImmutableDictionary<string, ImmutableArray<byte>>.Empty);
        if (allowed)
        {
            Check();
        }
        else
        {
            Failing.With(ResolutionErrors.LibraryTwice, Check);
        }
    }

    [TestMethod]
    public void Of_one_package_are_its_own_affair()
    {
        RootFileSystem root = Root();
        root.Add(Owner("libssl3"), [File("usr/lib/libssl.so.3"), Link("usr/local/lib/libssl.so.3", "../../lib/libssl.so.3")]);

        LoaderLibraries.Check(root, ImmutableDictionary<string, ImmutableArray<byte>>.Empty);
    }

    private static RootFileSystem Root()
    {
        RootFileSystem root = new();
        root.Add(BaseLayout(), [Directory("usr"), Directory("usr/lib"), Link("lib", "usr/lib"), Directory("usr/local"), Directory("usr/local/lib")]);
        return root;
    }
}
