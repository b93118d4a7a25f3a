using System.Collections.Immutable;

namespace Wolfi.EndToEnd.Matrix;

/// <summary>A way to publish.</summary>
internal sealed record MatrixMode(string Name, params ImmutableArray<string> Arguments)
{
    private const string Self = "--self-contained";

    // The C++ compiler that the machine has; and its linker can't make position-independent static programs (binutils 2.40).
    private const string Compiler = "-p:CppCompilerAndLinker=gcc";

    /// <summary>All of them.</summary>
    public static ImmutableArray<MatrixMode> All { get; } =
    [
        new("framework-dependent"),
        new("self-contained", "-r", "linux-x64", Self),
        new("trimmed", "-r", "linux-x64", Self, "-p:PublishTrimmed=true"),
        new("single-file", "-r", "linux-x64", Self, "-p:PublishSingleFile=true"),
        new("native-aot", "-r", "linux-x64", "-p:PublishAot=true", Compiler),
        new("static-native-aot", "-r", "linux-x64", "-p:PublishAot=true", "-p:StaticExecutable=true", "-p:PositionIndependentExecutable=false", Compiler),
    ];

    /// <summary>The mode of that name.</summary>
    public static MatrixMode Named(string name) => All.Single(mode => mode.Name == name);
}
