using System.Diagnostics;

namespace Wolfi.Testing;

/// <summary>The independent checkers of signatures and documents (<c>../shared/verifiers</c>), in the copy that <c>eng/install-tools.sh</c> makes.</summary>
public static class Verifiers
{
    /// <summary>Whether this clone has them beside it.</summary>
    public static bool AreThere => SharedData.Path("verifiers") is { } folder && Directory.Exists(folder);

    /// <summary>Where their copy is.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(SharedData.RepositoryRoot, "artifacts", "verifiers");

    /// <summary>Rows for a test that needs them: the given ones, or none at all.</summary>
    public static IEnumerable<object[]> Rows(params object[][] rows) => AreThere ? rows : [];

    /// <summary>Runs one of them to its end.</summary>
    /// <param name="script">The script, such as <c>verify-bundle.js</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The exit code, and what it printed on both streams.</returns>
    public static (int ExitCode, string Output) Run(string script, params string[] arguments)
    {
        using Process process = Start(script, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    /// <summary>Starts one of them; both its streams are redirected.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process Start(string script, params string[] arguments)
    {
        if (!Directory.Exists(System.IO.Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException($"{Folder} is not complete: run eng/install-tools.sh.");
        }

        return Process.Start(new ProcessStartInfo("node", [System.IO.Path.Combine(Folder, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
