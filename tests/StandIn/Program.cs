using System.Collections.Immutable;
using System.Runtime.Versioning;
using Wolfi.Apk.Signing;
using Wolfi.StandIn;
using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;
using Wolfi.StandIn.Recipes;

[assembly: SupportedOSPlatform("linux")]

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

try
{
    using SigningKey key = OpenKey(options.KeyFile);
    Machine machine = Machine.Detect();
    ImmutableArray<PackageMaker> packages = [.. AllRecipes.Make(machine).Select(recipe => new PackageMaker(recipe, machine.Architecture)).OrderByDescending(package => package.Size)];
    await RepositoryWriter.WriteAsync(options.Folder, packages, key, CancellationToken.None);
    Report(options.Folder, machine, packages);
    return 0;
}
catch (Exception e) when (e is StandInException or Wolfi.Apk.ApkException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"stand-in: {e.Message}");
    return 1;
}

static SigningKey OpenKey(string? file)
{
    if (file is null)
    {
        return SigningKey.Generate(RepositoryWriter.KeyName, 2048);
    }

    if (File.Exists(file))
    {
        return SigningKey.Parse(RepositoryWriter.KeyName, File.ReadAllText(file));
    }

    SigningKey key = SigningKey.Generate(RepositoryWriter.KeyName, 2048);
    FileStreamOptions create = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
    using StreamWriter writer = new(file, create);
    writer.Write(key.ExportPem() + "\n");
    return key;
}

static void Report(string folder, Machine machine, ImmutableArray<PackageMaker> packages)
{
    string others = string.Join(", ", Architectures.All.Where(a => a != machine.Architecture).Select(a => a.Name));
    Console.WriteLine($"{packages.Length} packages: {string.Join(' ', packages.Select(package => package.Title).Order(StringComparer.Ordinal))}");
    Console.WriteLine("Left out, because the files of this machine differ from Wolfi's:");
    foreach ((string package, string missing, string reason) in AllRecipes.LeftOut)
    {
        Console.WriteLine($"  {package}: {missing} ({reason})");
    }

    Console.WriteLine($"{others}: the metadata is right; files that depend on the processor are placeholders.");
    Console.WriteLine($"stand-in: {folder}, key {RepositoryWriter.KeyName}");
}
