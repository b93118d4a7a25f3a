namespace Wolfi.EndToEnd.Harness;

/// <summary>A stand-in repository on disk.</summary>
internal sealed record StandInRepository(string Folder, string PublicKey, string PrivateKey)
{
    /// <summary>The folder with the packages and index that are used here.</summary>
    public string Packages => Path.Combine(Folder, "x86_64");

    public static async Task<StandInRepository> MakeAsync(string name)
    {
        string folder = Path.Combine(Run.Folder, name);
        string key = folder + ".key";
        // The program lies beside this one, as its project is referenced.
        string program = Path.Combine(AppContext.BaseDirectory, "StandIn.dll");
        CommandResult result = await Commands.RunAsync(Run.Folder, Feed.DotnetEnvironment(), "dotnet", program, folder, "--key", key);
        result.Succeeded();
        return new StandInRepository(folder, Path.Combine(folder, "stand-in.rsa.pub"), key);
    }
}
