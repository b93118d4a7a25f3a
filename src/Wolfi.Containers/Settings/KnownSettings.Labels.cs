namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>ContainerGenerateLabels</c>.</summary>
    public static Setting ContainerGenerateLabels { get; } = Property("true",
        "Whether labels are generated; the project's own are kept either way.");

    /// <summary>The property <c>ContainerGenerateLabelsImageCreated</c>.</summary>
    public static Setting ContainerGenerateLabelsImageCreated { get; } = Property("true",
        "Whether to generate org.opencontainers.image.created, when the time is known from SOURCE_DATE_EPOCH or the commit.");

    /// <summary>The property <c>ContainerGenerateLabelsImageDescription</c>.</summary>
    public static Setting ContainerGenerateLabelsImageDescription { get; } = Property("true",
        "Whether to generate org.opencontainers.image.description.");

    /// <summary>The property <c>ContainerGenerateLabelsImageAuthors</c>.</summary>
    public static Setting ContainerGenerateLabelsImageAuthors { get; } = Property("true",
        "Whether to generate org.opencontainers.image.authors.");

    /// <summary>The property <c>ContainerGenerateLabelsImageUrl</c>.</summary>
    public static Setting ContainerGenerateLabelsImageUrl { get; } = Property("true", "Whether to generate org.opencontainers.image.url.");

    /// <summary>The property <c>ContainerGenerateLabelsImageDocumentation</c>.</summary>
    public static Setting ContainerGenerateLabelsImageDocumentation { get; } = Property("true",
        "Whether to generate org.opencontainers.image.documentation.");

    /// <summary>The property <c>ContainerGenerateLabelsImageSource</c>.</summary>
    public static Setting ContainerGenerateLabelsImageSource { get; } = Property("true",
        "Whether to generate org.opencontainers.image.source, when PublishRepositoryUrl is true.");

    /// <summary>The property <c>ContainerGenerateLabelsImageVersion</c>.</summary>
    public static Setting ContainerGenerateLabelsImageVersion { get; } = Property("true",
        "Whether to generate org.opencontainers.image.version.");

    /// <summary>The property <c>ContainerGenerateLabelsImageRevision</c>.</summary>
    public static Setting ContainerGenerateLabelsImageRevision { get; } = Property("true",
        "Whether to generate org.opencontainers.image.revision, when PublishRepositoryUrl is true.");

    /// <summary>The property <c>ContainerGenerateLabelsImageVendor</c>.</summary>
    public static Setting ContainerGenerateLabelsImageVendor { get; } = Property("true",
        "Whether to generate org.opencontainers.image.vendor.");

    /// <summary>The property <c>ContainerGenerateLabelsImageLicenses</c>.</summary>
    public static Setting ContainerGenerateLabelsImageLicenses { get; } = Property("true",
        "Whether to generate org.opencontainers.image.licenses.");

    /// <summary>The property <c>ContainerGenerateLabelsImageTitle</c>.</summary>
    public static Setting ContainerGenerateLabelsImageTitle { get; } = Property("true",
        "Whether to generate org.opencontainers.image.title.");

    /// <summary>The property <c>ContainerGenerateLabelsDotnetToolset</c>.</summary>
    public static Setting ContainerGenerateLabelsDotnetToolset { get; } = Property("true",
        "Whether to generate net.dot.runtime.majorminor and net.dot.sdk.version.");

    /// <summary>The property <c>ContainerDescription</c>.</summary>
    public static Setting ContainerDescription { get; } = Property("$(Description)",
        "Text of the label org.opencontainers.image.description.");

    /// <summary>The property <c>ContainerAuthors</c>.</summary>
    public static Setting ContainerAuthors { get; } = Property("$(Authors)", "Text of the label org.opencontainers.image.authors.");

    /// <summary>The property <c>ContainerInformationUrl</c>.</summary>
    public static Setting ContainerInformationUrl { get; } = Property("$(PackageProjectUrl)",
        "Text of the label org.opencontainers.image.url.");

    /// <summary>The property <c>ContainerDocumentationUrl</c>.</summary>
    public static Setting ContainerDocumentationUrl { get; } = Property("$(PackageProjectUrl)",
        "Text of the label org.opencontainers.image.documentation.");

    /// <summary>The property <c>ContainerVersion</c>.</summary>
    public static Setting ContainerVersion { get; } = Property("$(PackageVersion)", "Text of the label org.opencontainers.image.version.");

    /// <summary>The property <c>ContainerLicenseExpression</c>.</summary>
    public static Setting ContainerLicenseExpression { get; } = Property("$(PackageLicenseExpression)",
        "Text of the label org.opencontainers.image.licenses.");

    /// <summary>The property <c>ContainerTitle</c>.</summary>
    public static Setting ContainerTitle { get; } = Property("$(Title)", "Text of the label org.opencontainers.image.title.");

    /// <summary>The property <c>ContainerVendor</c>.</summary>
    public static Setting ContainerVendor { get; } = Property("", "Text of the label org.opencontainers.image.vendor.");
}
