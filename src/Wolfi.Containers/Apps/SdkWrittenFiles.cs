namespace Wolfi.Containers.Apps;

/// <summary>Files that the .NET SDK writes into the publish folder without an item that names them.</summary>
internal static class SdkWrittenFiles
{
    /// <summary>The suffix of the endpoint manifest's name, after the target's name.</summary>
    public const string EndpointManifestSuffix = ".staticwebassets.endpoints.json";

    public static bool Includes(string path, BuildFacts facts) =>
        (facts.BundleName.Length > 0 && path == facts.BundleName)
        || (facts.NativeAot && (path == facts.TargetName || path == facts.TargetName + ".dbg"))
        || path == facts.TargetName + EndpointManifestSuffix
        || path == "web.config";
}
