namespace Wolfi.Containers.Needs;

/// <summary>How sure it is that an app fails without a need.</summary>
public enum NeedConfidence
{
    /// <summary>It is certain: the loader or the runtime refuses to start without it, or the project asks for it.</summary>
    Certain,

    /// <summary>Code that uses it is in the app; whether it runs is not known.</summary>
    Likely,

    /// <summary>Nothing rules it out, and the app fails without it if it is used after all.</summary>
    Assumed,

    /// <summary>No package is added: the app does without, or only its makers know what would answer.</summary>
    Hint,
}
