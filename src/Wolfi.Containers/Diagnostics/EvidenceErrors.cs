namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI703x–707x: documents about an image.</summary>
public static class EvidenceErrors
{
    /// <summary>A file with test results can't be taken.</summary>
    public static DiagnosticDescriptor TestResultsRefused { get; } = Error("WOLFI7030", "Test results refused",
        "WolfiTestResults '{0}' is refused: {1}", "Name a trx file, as 'dotnet test --report-trx' or '--logger trx' writes it.");

    /// <summary>An OpenVEX document can't be taken.</summary>
    public static DiagnosticDescriptor VexRefused { get; } = Error("WOLFI7031", "OpenVEX document refused",
        "WolfiVexFile '{0}' is refused: {1}", "Name an OpenVEX 0.2.0 document in JSON.");

    /// <summary>OpenVEX documents contradict each other.</summary>
    public static DiagnosticDescriptor VexContradicts { get; } = Error("WOLFI7032", "OpenVEX documents contradict",
        "The WolfiVexFile items can't be made into one document: {0}", "Correct one of them: scanners differ in which of two statements counts.");

    /// <summary>An image without a bill of materials.</summary>
    public static DiagnosticDescriptor NoBill { get; } = Error("WOLFI7040", "No bill of materials",
        "Image {0} has no bill of materials{1} attached in {2}.",
        "A build attaches SPDX and CycloneDX unless WolfiSbomFormats says otherwise. Copies by tools that copy the image alone, and docker archives, don't have them: name the build's layout.");

    /// <summary>A bill of materials that can't be taken.</summary>
    public static DiagnosticDescriptor BillRefused { get; } = Error("WOLFI7041", "Bill of materials refused",
        "The bill of materials that is attached to image {0} is refused: {1}", "Do not rely on it; build the image again, or get it from where it was built.");

    /// <summary>Statements that nothing would match.</summary>
    public static DiagnosticDescriptor VexLeftOut { get; } = Warning("WOLFI7035", "OpenVEX statements left out",
        "The WolfiVexFile items name products or components that are left out, because they are neither this image nor named by a package URL: {0}.",
        "For this image write 'pkg:oci/NAME' or no product; for what is in it package URLs such as 'pkg:apk/wolfi/zlib@1.3-r0' or 'pkg:nuget/ID@VERSION'.");

    /// <summary>Test results that are no success.</summary>
    public static DiagnosticDescriptor TestsFailed { get; } = Warning("WOLFI7036", "Tests did not pass",
        "The test results that are attached to the image say {0}: {1} failed, {2} passed.", "The image is made all the same; whoever checks it can refuse it.");

    /// <summary>Leave for capabilities that no package makes use of.</summary>
    public static DiagnosticDescriptor CapabilityUnused { get; } = Warning("WOLFI7045", "Allowed capabilities that nothing has",
        "WolfiAllowCapability '{0}' allows nothing: {1}.", "Remove the item, or correct its package and path: an item that is left would let a later package's file pass unseen.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
