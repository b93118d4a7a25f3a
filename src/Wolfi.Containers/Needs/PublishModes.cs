namespace Wolfi.Containers.Needs;

/// <summary>The ways to publish, as far as the rules differ by them.</summary>
[Flags]
internal enum PublishModes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The distribution's package brings the runtime.</summary>
    FrameworkDependent = 1,

    /// <summary>The app brings the runtime with all assemblies of the framework, as files or in one file.</summary>
    SelfContained = 2,

    /// <summary>The app brings what trimming left of the runtime.</summary>
    Trimmed = 4,

    /// <summary>Native code that the loader starts.</summary>
    NativeAot = 8,

    /// <summary>Native code that the kernel starts by itself.</summary>
    StaticNativeAot = 16,

    /// <summary>The app brings Microsoft's runtime as managed code.</summary>
    ManagedRuntime = SelfContained | Trimmed,

    /// <summary>All.</summary>
    All = FrameworkDependent | ManagedRuntime | NativeAot | StaticNativeAot,
}
