using Wolfi.Apk;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Tool.Output;

/// <summary>The coded diagnostic of whatever a verb threw.</summary>
internal static class Faults
{
    /// <summary>The diagnostic; an unforeseen failure is one of this tool.</summary>
    public static Diagnostic Diagnose(Exception exception) => exception switch
    {
        WolfiException failure => failure.Diagnostic,
        ApkException failure => RepositoryErrors.From(failure).Diagnostic,
        OciException failure => ImageInputErrors.From(failure).Diagnostic,
        RegistryException failure => RegistryErrors.From(failure).Diagnostic,
        _ => InternalErrors.Unexpected.Create(exception.GetType().Name, exception.Message),
    };
}
