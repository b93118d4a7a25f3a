namespace Wolfi.Attacks.Tests.Harness;

/// <summary>
/// The places that a build finds beside its own: home, temporary and working folder of this process are folders of the tests, and everything in
/// them is looked at before and after each attack. The worlds that are attacked lie there too.
/// </summary>
[TestClass]
public static class Surroundings
{
    private static readonly Dictionary<string, string> Folders = new()
    {
        ["HOME"] = "home",
        ["USERPROFILE"] = "home",
        ["TMPDIR"] = "temporary",
        ["TEMP"] = "temporary",
        ["TMP"] = "temporary",
        ["XDG_CACHE_HOME"] = "cache",
        ["LOCALAPPDATA"] = "cache",
        ["XDG_DATA_HOME"] = "data",
        ["APPDATA"] = "data",
        ["XDG_CONFIG_HOME"] = "configuration",
        ["XDG_STATE_HOME"] = "state",
        ["XDG_RUNTIME_DIR"] = "run",
    };

    private static TemporaryFolder? _folder;

    /// <summary>The folder that holds all of them.</summary>
    public static string Root => _folder!.FullPath;

    /// <summary>Where the user's cache and data are, which the tool may fill.</summary>
    public static string[] OfTheUser => [Path.Combine(Root, "cache"), Path.Combine(Root, "data")];

    [AssemblyInitialize]
    public static void Make(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _folder = new TemporaryFolder();
        foreach ((string variable, string folder) in Folders)
        {
            Environment.SetEnvironmentVariable(variable, Directory.CreateDirectory(Path.Combine(Root, folder)).FullName);
        }

        Environment.CurrentDirectory = Directory.CreateDirectory(Path.Combine(Root, "working")).FullName;
    }

    [AssemblyCleanup]
    public static void Remove()
    {
        Environment.CurrentDirectory = Path.GetDirectoryName(Root)!;
        _folder?.Dispose();
    }
}
