namespace Wolfi.Containers.Needs;

/// <summary>Who brings the .NET runtime; the rules differ by it.</summary>
internal enum RuntimeMode
{
    /// <summary>The distribution's package.</summary>
    FrameworkDependent,

    /// <summary>The app: self-contained, single file, or native code.</summary>
    SelfContained,
}
