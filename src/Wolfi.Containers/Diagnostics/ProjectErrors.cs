namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI191x, from 1911: projects that the command line works on.</summary>
public static class ProjectErrors
{
    /// <summary>No project is there.</summary>
    public static DiagnosticDescriptor NoProject { get; } = Error("WOLFI1911", "No project",
        "There is no project file in '{0}'.", "Name the project file or its folder.");

    /// <summary>Several projects are there.</summary>
    public static DiagnosticDescriptor SeveralProjects { get; } = Error("WOLFI1912", "Several projects",
        "'{0}' holds several project files: {1}.", "Name the one that you mean.");

    /// <summary>MSBuild can't evaluate the project.</summary>
    public static DiagnosticDescriptor NotEvaluated { get; } = Error("WOLFI1913", "Project not evaluated",
        "What {0} says can't be read: {1}.", "See what 'dotnet msbuild -getProperty:WolfiRepository' says in the project's folder; --repository and --key do without a project.");

    /// <summary>The dotnet program can't be run.</summary>
    public static DiagnosticDescriptor NoDotnet { get; } = Error("WOLFI1914", "No dotnet program",
        "The dotnet program can't be run: {0}.", "Install the .NET SDK, and put its folder on the search path (PATH).");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
