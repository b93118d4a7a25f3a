namespace Wolfi.EndToEnd.Harness;

/// <summary>The tools that are no part of the product.</summary>
internal static class Tools
{
    /// <summary>The path of a tool; its absence fails the test.</summary>
    public static string Find(string name)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]))
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new AssertFailedException($"{name} is missing: eng/install-tools.sh installs it.");
    }
}
