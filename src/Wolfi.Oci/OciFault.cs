namespace Wolfi.Oci;

/// <summary>The kinds of failure of this library; faces map each to a code.</summary>
public enum OciFault
{
    /// <summary>A digest is not <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    InvalidDigest,

    /// <summary>A repository name, tag, reference, platform or image location is outside its grammar.</summary>
    InvalidReference,

    /// <summary>A JSON document is damaged, ambiguous or lacks what it must say.</summary>
    MalformedDocument,

    /// <summary>A media type that is not understood here, or not the one that was announced.</summary>
    UnsupportedMediaType,

    /// <summary>A bound on size, count or depth was passed.</summary>
    LimitExceeded,

    /// <summary>Content does not have the digest that names it.</summary>
    DigestMismatch,

    /// <summary>Content does not have the size that was announced.</summary>
    SizeMismatch,

    /// <summary>A blob that a document names is not there.</summary>
    BlobMissing,

    /// <summary>A layer is damaged, or an entry can't be written as one.</summary>
    MalformedLayer,

    /// <summary>A folder is no OCI layout, or a damaged one.</summary>
    MalformedLayout,

    /// <summary>An archive is neither a docker-archive nor an OCI layout in a tar, or a damaged one.</summary>
    MalformedArchive,

    /// <summary>No image of that name, tag, digest or platform.</summary>
    ImageNotFound,

    /// <summary>Several images would answer, and nothing says which is meant.</summary>
    ImageAmbiguous,

    /// <summary>The input can't be opened or read.</summary>
    InputUnreadable,

    /// <summary>The output would replace something that this library has not written.</summary>
    OutputRefused,

    /// <summary>Another process is writing the same output.</summary>
    OutputBusy,

    /// <summary>The output can't be written: no permission, no space, no such disk.</summary>
    OutputFailed,
}
