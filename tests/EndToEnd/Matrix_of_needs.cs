using System.Text.RegularExpressions;
using Wolfi.Containers.Smoke;
using Wolfi.EndToEnd.Harness;
using Wolfi.EndToEnd.Matrix;
using Wolfi.Oci.Layouts;

namespace Wolfi.EndToEnd;

/// <summary>
/// Every sample in every way to publish: its image has the packages that the golden says, runs, and without each package in turn fails with words
/// that the product's table knows, unless that package was assumed to be safe. <c>eng/matrix.sh</c> runs it all; otherwise a telling part of it.
/// </summary>
[TestClass]
public sealed partial class Matrix_of_needs
{
    // Each sample at least once, each mode at least twice.
    private static readonly (string Sample, string Mode)[] Part =
    [
        ("Console", "framework-dependent"), ("Culture", "self-contained"), ("Web", "trimmed"), ("Https", "single-file"), ("TlsClient", "trimmed"), ("TimeZones", "native-aot"),
        ("Sqlite", "single-file"), ("NativeAsset", "self-contained"), ("Npgsql", "framework-dependent"), ("Negotiate", "trimmed"), ("Culture", "native-aot"), ("Console", "static-native-aot"),
    ];

    public static IEnumerable<object[]> Cells =>
        (Environment.GetEnvironmentVariable("WOLFI_MATRIX") == "all"
            ? MatrixSample.All.SelectMany(sample => MatrixMode.All.Where(mode => Exists(sample.Name, mode.Name)).Select(mode => (sample.Name, mode.Name)))
            : Part).Select(cell => new object[] { cell.Item1, cell.Item2 });

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public async Task Images_hold_what_their_apps_need(string sample, string mode)
    {
        MatrixImage made = await MatrixImage.MadeAsync(sample, mode);
        using Bundle bundle = await Bundle.UnpackAsync(made.Image, Run.NewPath("bundle"), CancellationToken.None);
        MatrixRun whole = await MatrixRun.OfAsync(made.Sample, bundle);
        Assert.IsTrue(whole.Good, whole.Output);

        InstalledFiles files = new(bundle);
        List<string> lines = [];
        foreach (string package in files.Packages.Where(package => package is not ("app" or "wolfi-baselayout") && !package.StartsWith("app-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            MatrixRun without = await files.WithoutAsync(package, () => MatrixRun.OfAsync(made.Sample, bundle));
            // A failure that the table does not know would leave the user alone with it.
            Assert.IsTrue(without.Good || without.Reasons.Count > 0, $"without {package}:\n{without.Output}");
            lines.Add($"{Scrub(package)}: {(without.Good ? "runs without" : without.Reasons[0].Need ?? without.Reasons[0].Cause)}");
        }

        MatrixGolden.Verify($"{sample} {mode}", lines);
    }

    // The same by the front door: the project leaves a need out, is warned, and the product's own smoke run names what is missing.
    [TestMethod]
    [DataRow("Culture", "self-contained", "icu")]
    [DataRow("TlsClient", "trimmed", "openssl")]
    [DataRow("TimeZones", "native-aot", "tzdata")]
    [DataRow("Negotiate", "trimmed", "krb5")]
    [DataRow("NativeAsset", "self-contained", "so:libz.so.1")]
    public async Task What_a_project_leaves_out_is_missed(string sample, string mode, string need)
    {
        MatrixImage made = await MatrixImage.MadeAsync(sample, mode);
        (CommandResult result, string layout) = await made.MakeAnotherAsync("without", $"-p:OmittedNeed={need}");
        CollectionAssert.Contains(result.Succeeded().WarningCodes.ToArray(), "WOLFI4015", result.Output);
        await FailsForAsync(layout, need);
    }

    // The base layout brings the common authorities: what can be left out is one's own.
    [TestMethod]
    public async Task An_authority_that_the_image_lacks_is_missed()
    {
        MatrixImage made = await MatrixImage.MadeAsync("TlsClient", "trimmed");
        (CommandResult result, string layout) = await made.MakeAnotherAsync("without-authority", "-p:WithoutAuthority=true");
        result.Succeeded();
        await FailsForAsync(layout, "ca-certificates");
    }

    // Every package that an app ran without stands in the docs, with the reason why it is there and what it costs.
    [TestMethod]
    public void Packages_that_nothing_missed_stand_in_the_docs()
    {
        const string Without = ": runs without";
        string[] unneeded =
            [.. MatrixGolden.Read().Values.SelectMany(lines => lines.Split('\n')).Where(line => line.EndsWith(Without, StringComparison.Ordinal)).Select(line => line.Trim()[..^Without.Length]).Distinct()];
        string table = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "needs.md")).Split("## What is there and may not be used")[1];
        string[] untold = [.. unneeded.Where(package => !table.Contains($"`{package}`", StringComparison.Ordinal))];
        Assert.IsNotEmpty(unneeded);
        Assert.IsEmpty(untold, string.Join(", ", untold));
    }

    private static async Task FailsForAsync(string layout, string need)
    {
        SmokeResult run = await SmokeRun.RunAsync(OciLayout.Open(layout).ReadImage(tag: null, platform: null, CancellationToken.None), new SmokeSettings { Runtime = "runc" }, CancellationToken.None);
        Assert.IsFalse(run.Passed);
        Assert.AreEqual(SmokeEnd.Ended, run.End);
        Assert.AreEqual(need, run.Reasons.FirstOrDefault()?.Need, string.Join('\n', run.LastLines));
    }

    // Static programs load nothing: no native assets, no ICU, no OpenSSL of the system's.
    private static bool Exists(string sample, string mode) => mode != "static-native-aot" || sample is "Console" or "TimeZones" or "Web";

    /// <summary>Versions in names are the machine's.</summary>
    private static string Scrub(string package) => Version().Replace(package, "N");

    [GeneratedRegex(@"(?<=^(icu|libicu))\d+|(?<=^(glibc|ld-linux)-)\d+\.\d+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Version();
}
