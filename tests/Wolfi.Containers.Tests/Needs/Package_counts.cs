using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

/// <summary>How many packages a web API needs of an index of Wolfi's size, by how it is published. The image that Wolfi's makers publish for ASP.NET has 23.</summary>
[TestClass]
public sealed class Package_counts
{
    private const string Loader = "/lib64/ld-linux-x86-64.so.2";

    private static readonly (string Name, int Most, Func<TemporaryFolder, PublishedApp> App)[] Apps =
    [
        ("framework-dependent", 22, folder => Web(folder, selfContained: false, invariant: false)),
        ("framework-dependent with time zones", 23, folder => Web(folder, selfContained: false, invariant: false, "System.TimeZoneInfo.FindSystemTimeZoneById")),
        ("self-contained", 12, folder => Web(folder, selfContained: true, invariant: false)),
        ("self-contained, invariant", 10, folder => Web(folder, selfContained: true, invariant: true)),
        ("native AOT with TLS", 9, folder => Native(folder, "libssl.so.3\0CryptoNative_SslCtxCreate", Loader, "libm.so.6", "libc.so.6")),
        ("native AOT without TLS", 7, folder => Native(folder, "", Loader, "libm.so.6", "libc.so.6")),
        ("static native AOT", 3, folder => Native(folder, "CryptoNative_SslCtxCreate", null)),
    ];

    public static IEnumerable<object[]> Names()
    {
        if (!File.Exists(SharedIndex) || RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
        {
            Console.WriteLine("No rows for Package_counts: ../shared/data/wolfi-index is absent, or the machine is not x64.");
            return [];
        }

        return Apps.Select(app => new object[] { app.Name });
    }

    private static string? SharedIndex => SharedData.Path("data", "wolfi-index", "x86_64", "APKINDEX.tar.gz");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Stay_within_their_bounds(string name)
    {
        using TemporaryFolder folder = new();
        (_, int most, Func<TemporaryFolder, PublishedApp> make) = Apps.Single(app => app.Name == name);

        NeedSet needs = NeedsFinder.Find(make(folder), "x86_64", [], CancellationToken.None);
        string[] packages = [.. Resolve(needs.World).Select(package => package.Record.Name).Order(StringComparer.Ordinal)];

        Assert.IsLessThanOrEqualTo(most, packages.Length, string.Join(' ', packages));
        StringBuilder text = new();
        text.Append(string.Join('\n', packages)).Append("\n\nbecause of: ").AppendJoin(' ', needs.World).Append('\n');
        Golden.Verify("Wolfi.Containers.Tests", $"packages-{name.Replace(",", "", StringComparison.Ordinal).Replace(' ', '-')}", "txt", text.ToString());
    }

    // The runtime pack of a self-contained app is the shared framework, file by file; of the app itself only its references matter.
    private static PublishedApp Web(TemporaryFolder folder, bool selfContained, bool invariant, params string[] uses)
    {
        AppBuilder app = new()
        {
            Folder = folder.FullPath,
            SelfContained = selfContained,
            Configuration = selfContained ? SelfContainedConfiguration(invariant) : AppBuilder.WebConfiguration,
        };
        app.Add("demo.dll", new AssemblyBuilder { References = ["Microsoft.AspNetCore", "Microsoft.AspNetCore.Routing"], Uses = [.. uses] }.Build());
        if (selfContained)
        {
            app.Add("demo", new ElfBuilder { Interpreter = Loader, Needed = ["libdl.so.2", "libpthread.so.0", "libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6"] }.Build(), FileSource.RuntimePack);
        }

        PublishedApp built = app.Build();
        return selfContained ? built with { Files = [.. built.Files, .. FrameworkFiles()] } : built;
    }

    private static IEnumerable<PublishedFile> FrameworkFiles()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/');
        string web = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(runtime))!, "Microsoft.AspNetCore.App", Path.GetFileName(runtime));
        return Directory.EnumerateFiles(runtime).Concat(Directory.EnumerateFiles(web))
            .Where(file => Path.GetExtension(file) is ".dll" or ".so")
            .DistinctBy(Path.GetFileName)
            .Select(file => new PublishedFile { RelativePath = Path.GetFileName(file), FullPath = file, Substituted = true, Source = FileSource.RuntimePack });
    }

    private static PublishedApp Native(TemporaryFolder folder, string texts, string? loader, params string[] needed)
    {
        byte[] program = new ElfBuilder { Interpreter = loader, Needed = needed, PositionIndependentProgram = true, Soname = texts.Length == 0 ? null : texts.Replace('\0', '-') }.Build();
        string input = folder.Combine("obj.dll");
        File.WriteAllBytes(input, new AssemblyBuilder { References = ["Microsoft.AspNetCore"] }.Build());
        return new AppBuilder
        {
            Folder = folder.Combine("publish"),
            SelfContained = true,
            NativeAot = true,
            Invariant = true,
            Inputs = [new PublishedFile { RelativePath = "demo.dll", FullPath = input, Source = FileSource.Project }],
        }.Add("demo", program).Build();
    }

    private static string SelfContainedConfiguration(bool invariant) =>
        invariant ? """{"runtimeOptions":{"configProperties":{"System.Globalization.Invariant":true}}}""" : AppBuilder.SelfContainedConfiguration;

    private static ImmutableArray<ResolvedPackage> Resolve(ImmutableArray<DependencyAtom> world)
    {
        using FileStream file = File.OpenRead(SharedIndex!);
        PackageIndex index = IndexReader.Read(file, SharedIndex!, Keyring.Empty, SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: true, CancellationToken.None);
        PackageRepository repository = new() { Location = "/repository", IndexKeys = Keyring.Empty, PackageKeys = Keyring.Empty };
        return Solver.Resolve([.. world], [new RepositoryIndex(repository, index)], "x86_64", CancellationToken.None) is Resolution.Resolved resolved
            ? resolved.Packages
            : throw new AssertFailedException(string.Join(' ', world));
    }
}
