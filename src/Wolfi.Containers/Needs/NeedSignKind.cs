namespace Wolfi.Containers.Needs;

/// <summary>Where a sign of a need is looked for.</summary>
internal enum NeedSignKind
{
    /// <summary>Nowhere: the way of publishing is the sign.</summary>
    Always,

    /// <summary>A text in the native program.</summary>
    ProgramText,

    /// <summary>An assembly that the app's code reaches over references, the framework's own included.</summary>
    ReachedAssembly,

    /// <summary>A native library that an assembly in reach calls, the framework's own included.</summary>
    ReachedLibrary,

    /// <summary>An assembly that the app or one of its packages references itself.</summary>
    Reference,

    /// <summary>A type or member that the app or one of its packages uses.</summary>
    Use,

    /// <summary>A native library that the app or one of its packages calls; the name's beginning.</summary>
    Library,

    /// <summary>An environment variable that the project sets.</summary>
    Variable,
}
