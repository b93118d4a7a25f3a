using Wolfi.Oci;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI504x: images as input.</summary>
public static class ImageInputErrors
{
    /// <summary>A place that holds no image, or more than one, under the given name.</summary>
    public static DiagnosticDescriptor NoImage { get; } = Error("WOLFI5040", "No such image",
        "{0}", "Name one image by its tag: oci:DIR:TAG.");

    /// <summary>A damaged image.</summary>
    public static DiagnosticDescriptor Damaged { get; } = Error("WOLFI5041", "Damaged image",
        "{0}", "Make the image again, or copy it again from where it came.");

    /// <summary>An image that can't be opened.</summary>
    public static DiagnosticDescriptor Unreadable { get; } = Error("WOLFI5042", "Unreadable image", "{0}", "Check the path and who may read it.");

    /// <summary>The image's own record and its layers disagree.</summary>
    public static DiagnosticDescriptor RecordDiffers { get; } = Error("WOLFI5044", "Record and layers disagree",
        "Image {0} says of itself in etc/wolfi-containers.json what its layers don't bear out: {1}.", "Do not use it: somebody changed it after it was made.");

    /// <summary>An image argument outside the grammar.</summary>
    public static DiagnosticDescriptor InvalidLocation { get; } = Error("WOLFI5050", "Invalid image",
        "{0}", "Write REGISTRY/REPOSITORY[:TAG][@DIGEST], a layout's folder (./DIR), oci:DIR[:TAG], docker-archive:FILE or oci-archive:FILE.");

    /// <summary>The coded failure for a failure to read an image.</summary>
    public static WolfiException From(OciException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception.InnerException is RegistryException registry)
        {
            return RegistryErrors.From(registry);
        }

        DiagnosticDescriptor descriptor = exception.Fault switch
        {
            OciFault.ImageNotFound or OciFault.ImageAmbiguous => NoImage,
            OciFault.InputUnreadable => Unreadable,
            OciFault.InvalidReference => InvalidLocation,
            _ => Damaged,
        };
        return descriptor.Fail(exception, exception.Message);
    }

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
