using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Wolfi.Containers.Sdk.Tests.Harness;

/// <summary>Takes MSBuild's assemblies from the SDK, as a build does: their packages are for compiling only.</summary>
internal static class BuildAssemblies
{
    [ModuleInitializer]
    internal static void Resolve()
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string sdk = Directory.GetDirectories(Path.Combine(dotnet, "sdk"), "10.*").Order(StringComparer.Ordinal).Last();
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(sdk, name.Name + ".dll") is { } file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}
