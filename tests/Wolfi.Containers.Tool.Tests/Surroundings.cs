namespace Wolfi.Containers.Tool.Tests;

/// <summary>The user's folders are folders of the tests: the tool keeps there what it may use again.</summary>
[TestClass]
public static class Surroundings
{
    private static TemporaryFolder? _folder;

    [AssemblyInitialize]
    public static void Make(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _folder = new TemporaryFolder();
        foreach (string variable in (string[])["XDG_CACHE_HOME", "LOCALAPPDATA"])
        {
            Environment.SetEnvironmentVariable(variable, _folder.Combine("cache"));
        }

        // What the tests publish is signed by nobody, on continuous integration too.
        Environment.SetEnvironmentVariable("WolfiSign", "false");
        foreach (string variable in (string[])["XDG_DATA_HOME", "APPDATA"])
        {
            Environment.SetEnvironmentVariable(variable, _folder.Combine("data"));
        }
    }

    [AssemblyCleanup]
    public static void Remove() => _folder?.Dispose();
}
