using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NeedsFinder_by_mode
{
    private static readonly AppAssembly Crypto = NeedsFinder_rules.Framework("System.Security.Cryptography", ["System.Runtime"], [NeedRules.OpenSslShim]);
    private static readonly AppAssembly Security = NeedsFinder_rules.Framework("System.Net.Security", ["System.Security.Cryptography"], [NeedRules.OpenSslShim, "libSystem.Net.Security.Native"]);
    private static readonly AppAssembly Http = NeedsFinder_rules.Framework("System.Net.Http", ["System.Net.Security"]);
    private static readonly ImmutableArray<AppAssembly> Pack = [Crypto, Security, Http, NeedsFinder_rules.Framework("System.Console", ["System.Runtime"])];

    [TestMethod]
    public void A_self_contained_app_needs_OpenSSL_only_where_its_references_reach_it()
    {
        NeedSet console = Decide(SelfContained, [.. Pack, NeedsFinder_rules.Own("demo", ["System.Console"])]);
        NeedSet client = Decide(SelfContained, [.. Pack, NeedsFinder_rules.Own("demo", ["System.Net.Http"])]);

        Assert.AreEqual("icu wolfi-baselayout", string.Join(' ', console.World));
        Assert.AreEqual("ca-certificates-bundle icu so:libcrypto.so.3 so:libssl.so.3 wolfi-baselayout", string.Join(' ', client.World));
        Assert.AreEqual(
            "System.Net.Security.dll: its code loads OpenSSL with the first hash, random number or TLS connection, and ends the process without it (referenced by demo.dll -> System.Net.Http.dll)",
            Evidence(client, "openssl"));
    }

    [TestMethod]
    [DataRow("System.Console", false)]
    [DataRow("System.Net.Http.HttpClient", true)]
    [DataRow("Unknown.Type", false)]
    public void A_facade_leads_only_to_what_is_used_of_it(string type, bool reaches)
    {
        AppAssembly facade = NeedsFinder_rules.Framework("netstandard", ["System.Console", "System.Net.Http"]);
        facade = facade with
        {
            Assembly = facade.Assembly with { Forwarded = [new ForwardedType("System.Console", "System.Console"), new ForwardedType("System.Net.Http.HttpClient", "System.Net.Http")] },
        };
        AppAssembly library = NeedsFinder_rules.Own("library", ["netstandard"]);
        library = library with { Assembly = library.Assembly with { Forwarded = [new ForwardedType(type, "netstandard")] } };

        Assert.AreEqual(reaches, Decide(SelfContained, [.. Pack, facade, library]).World.Any(atom => atom.Name == "so:libssl.so.3"));
        Assert.IsTrue(Decide(SelfContained, [.. Pack, facade with { Assembly = facade.Assembly with { Forwarded = [] } }, library]).World.Any(atom => atom.Name == "so:libssl.so.3"));
    }

    [TestMethod]
    [DataRow("true", "false", true)]
    [DataRow("true", "true", false)]
    [DataRow("false", "false", false)]
    public void Cultures_that_would_be_silently_wrong_are_warned_of(string invariant, string predefined, bool warned)
    {
        PublishedApp app = SelfContained with
        {
            RuntimeConfiguration = "{\"runtimeOptions\":{\"configProperties\":{\"System.Globalization.Invariant\":" + invariant + ",\"System.Globalization.PredefinedCulturesOnly\":" + predefined + "}}}",
        };
        string[] codes = [.. Decide(app, [NeedsFinder_rules.Own("demo")]).Warnings.Select(warning => warning.Code)];
        Assert.AreEqual(warned, codes.Contains("WOLFI4075"), string.Join(' ', codes));
    }

    [TestMethod]
    public void Of_a_trimmed_app_all_that_is_left_counts()
    {
        PublishedApp app = SelfContained with { Trimmed = true };

        Assert.AreEqual("icu so:libcrypto.so.3 so:libssl.so.3 wolfi-baselayout", string.Join(' ', Decide(app, [NeedsFinder_rules.Own("demo"), Crypto]).World));
        Assert.AreEqual("icu wolfi-baselayout", string.Join(' ', Decide(app, [NeedsFinder_rules.Own("demo"), Crypto with { Assembly = Crypto.Assembly with { NativeLibraries = [] } }]).World));
    }

    [TestMethod]
    public void What_is_trimmed_shows_in_the_configuration_too()
    {
        PublishedApp app = SelfContained with { RuntimeConfiguration = "{\"runtimeOptions\":{\"configProperties\":{\"" + NeedRules.TrimmedSwitch + "\":true}}}" };

        Assert.IsTrue(Decide(app, [NeedsFinder_rules.Own("demo"), Crypto]).World.Any(atom => atom.Name == "so:libssl.so.3"));
    }

    [TestMethod]
    public void Code_that_cannot_be_seen_is_taken_to_need_what_would_end_the_process()
    {
        NeedSet needs = NeedsFinder.Decide(SelfContained, "x86_64", new AppScan { Assemblies = [NeedsFinder_rules.Own("demo"), .. Pack] }, []);

        Assert.AreEqual("ca-certificates-bundle icu so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout", string.Join(' ', needs.World));
        Assert.IsTrue(needs.Needs.Where(need => need.Key is "openssl" or "tzdata").All(need => need.Evidence.Single().Confidence == NeedConfidence.Assumed));
    }

    [TestMethod]
    [DataRow("", "wolfi-baselayout")]
    [DataRow("libicuuc.so", "icu wolfi-baselayout")]
    [DataRow("libssl.so.3", "so:libcrypto.so.3 so:libssl.so.3 wolfi-baselayout")]
    [DataRow("libssl.so.3 CryptoNative_Ssl", "ca-certificates-bundle so:libcrypto.so.3 so:libssl.so.3 wolfi-baselayout")]
    [DataRow("libgssapi_krb5.so.2", "wolfi-baselayout")]
    public void A_native_program_needs_what_its_texts_name(string texts, string world) =>
        Assert.AreEqual(world, string.Join(' ', Decide(NativeAot, [NeedsFinder_rules.Own("demo")], texts).World));

    [TestMethod]
    [DataRow("", "wolfi-baselayout")]
    [DataRow("libicuuc.so libssl.so.3", "wolfi-baselayout")]
    [DataRow("CryptoNative_Ssl", "ca-certificates-bundle wolfi-baselayout")]
    public void A_static_native_program_loads_no_library(string texts, string world) =>
        Assert.AreEqual(world, string.Join(' ', NeedsFinder.Decide(NativeAot, "x86_64", Scan([NeedsFinder_rules.Own("demo")], texts) with
        {
            NativeFiles = NeedsFinder_rules.Scan(("demo", new ElfBuilder { PositionIndependentProgram = true })).NativeFiles,
        }, []).World));

    [TestMethod]
    [DataRow("System.TimeZoneInfo.FindSystemTimeZoneById", "tzdata")]
    [DataRow("System.TimeZoneInfo.TryFindSystemTimeZoneById", "tzdata")]
    [DataRow("System.TimeZoneInfo.GetSystemTimeZones", "tzdata")]
    [DataRow("System.TimeZoneInfo.ConvertTimeBySystemTimeZoneId", "tzdata")]
    [DataRow("System.TimeZoneInfo.get_Local", "")]
    [DataRow("System.Net.Security.NegotiateAuthentication", "so:libgssapi_krb5.so.2")]
    [DataRow("System.Diagnostics.Process.Start", "")]
    public void The_apps_own_uses_count_in_every_mode(string use, string atom)
    {
        foreach (PublishedApp app in new[] { FrameworkDependent, SelfContained, SelfContained with { Trimmed = true }, NativeAot })
        {
            string[] with = [.. Decide(app, [NeedsFinder_rules.Own("demo", uses: [use])]).World.Select(a => a.ToString())];
            string[] without = [.. Decide(app, [NeedsFinder_rules.Own("demo")]).World.Select(a => a.ToString())];
            Assert.AreEqual(atom, string.Join(' ', with.Except(without)), app.ToString());
        }
    }

    [TestMethod]
    public void A_time_zone_that_the_image_sets_needs_the_data()
    {
        Assert.IsNotNull(NeedsFinder.Decide(FrameworkDependent, "x86_64", Scan([NeedsFinder_rules.Own("demo")], ""), ["TZ"]).ChainTo("tzdata"));
        Assert.IsNull(NeedsFinder.Decide(FrameworkDependent, "x86_64", Scan([NeedsFinder_rules.Own("demo")], ""), ["TZX"]).ChainTo("tzdata"));
    }

    [TestMethod]
    public void Ldap_needs_its_library_and_Kerberos()
    {
        NeedSet needs = Decide(SelfContained, [.. Pack, NeedsFinder_rules.Own("System.DirectoryServices.Protocols", libraries: ["libldap.so.2", "wldap32"])]);

        Assert.AreEqual("System.DirectoryServices.Protocols.dll -> so:libldap.so.2", needs.ChainTo("so:libldap.so.2"));
        Assert.AreEqual("System.DirectoryServices.Protocols.dll -> so:libgssapi_krb5.so.2", needs.ChainTo("so:libgssapi_krb5.so.2"));
        Assert.IsEmpty(needs.Unresolved);
    }

    [TestMethod]
    public void Hints_add_no_package_and_are_no_hints_beside_a_reason()
    {
        AppAssembly demo = NeedsFinder_rules.Own("demo", ["System.Net.Http", "System.Net.Quic"], uses: ["System.Diagnostics.Process.Start", "System.Net.NetworkInformation.Ping", "System.Runtime.InteropServices.NativeLibrary.Load"]);
        AppAssembly negotiates = NeedsFinder_rules.Own("n", uses: ["System.Net.Security.NegotiateAuthentication"]);

        CollectionAssert.AreEqual(new[] { "krb5", "msquic", "process", "ping", "native-library" }, Decide(SelfContained, [.. Pack, demo]).Hints.Select(hint => hint.Key).ToArray());
        Assert.IsTrue(Decide(SelfContained, [.. Pack, demo]).Hints.All(hint => hint.Atoms.IsEmpty));
        NeedSet reasoned = Decide(SelfContained, [.. Pack, demo, negotiates]);
        CollectionAssert.DoesNotContain(reasoned.Hints.Select(hint => hint.Key).ToArray(), "krb5");
        Assert.AreEqual("n.dll", reasoned.Needs.Single(need => need.Key == "krb5").Evidence.Single().Subject);
    }

    [TestMethod]
    [DataRow("libssl.so.3 libssl.so.1.1 libssl.so.10 libssl.so.", "so:libcrypto.so.3 so:libssl.so.3")]
    [DataRow("libssl.so.4 libssl.so.3", "so:libcrypto.so.3 so:libssl.so.3")]
    [DataRow("libssl.so.4 libssl.so.1.1", "so:libcrypto.so.4 so:libssl.so.4")]
    [DataRow("libssl.so.1.0.2 libssl.so.1.1 libssl.so.10", "so:libcrypto.so.1.1 so:libssl.so.1.1")]
    [DataRow("libssl.so.10", "so:libcrypto.so.3 so:libssl.so.3")]
    public void OpenSSL_comes_in_a_version_that_the_runtime_knows(string texts, string atoms) =>
        Assert.AreEqual(atoms, string.Join(' ', Decide(SelfContained, [.. Pack, NeedsFinder_rules.Own("demo", ["System.Net.Http"])], texts).Needs.Single(need => need.Key == "openssl").Atoms));

    private static PublishedApp FrameworkDependent => new AppBuilder { Configuration = AppBuilder.WebConfiguration }.Build();

    private static PublishedApp SelfContained => new AppBuilder { SelfContained = true, Configuration = AppBuilder.SelfContainedConfiguration }.Build();

    private static PublishedApp NativeAot => new AppBuilder { SelfContained = true, NativeAot = true }.Build();

    private static string Evidence(NeedSet needs, string key) =>
        string.Join('\n', needs.Needs.Single(need => need.Key == key).Evidence.Select(evidence => $"{evidence.Subject}: {evidence.Reason}"));

    private static NeedSet Decide(PublishedApp app, ImmutableArray<AppAssembly> assemblies, string texts = "") => NeedsFinder.Decide(app, "x86_64", Scan(assemblies, texts), []);

    private static AppScan Scan(ImmutableArray<AppAssembly> assemblies, string texts) => new()
    {
        Assemblies = assemblies,
        Texts = [.. texts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => new ProgramText(new PublishedFile { RelativePath = "demo", FullPath = "/publish/demo", Source = FileSource.Project }, text))],
        IsComplete = true,
    };
}
