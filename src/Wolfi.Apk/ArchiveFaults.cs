using Wolfi.Archives;

namespace Wolfi.Apk;

/// <summary>Turns failures of the archive layer into this library's, with the input's name.</summary>
internal static class ArchiveFaults
{
    public static ApkException ToApkException(this ArchiveException e, string input)
    {
        ApkFault fault = e.Fault switch
        {
            ArchiveFault.Gzip => ApkFault.MalformedGzip,
            ArchiveFault.Tar => ApkFault.MalformedTar,
            _ => ApkFault.LimitExceeded,
        };
        return new ApkException(fault, $"{input}: {e.Message}.", e);
    }
}
