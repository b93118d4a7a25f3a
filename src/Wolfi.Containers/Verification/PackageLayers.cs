using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Verification;

/// <summary>Reads the layers that are packages: each as the package file that its head and the layer together were.</summary>
internal static class PackageLayers
{
    /// <summary>A layer to read.</summary>
    /// <param name="Index">Its place, from 0.</param>
    /// <param name="Title">Name and version of the package that it should be.</param>
    /// <param name="IsTeam">True for the app's own packages.</param>
    /// <param name="Layer">The layer.</param>
    /// <param name="Head">The package's head.</param>
    public sealed record Wanted(int Index, string Title, bool IsTeam, ImageLayer Layer, ReadOnlyMemory<byte> Head)
    {
        /// <summary>Opens the package file.</summary>
        public Stream Open() => new HeadedStream(Head, Layer.Blob.Open());
    }

    /// <summary>What became of it: the package, or what is wrong.</summary>
    public readonly record struct Found(ApkPackage? Package, Diagnostic? Fault);

    /// <summary>Reads all of them, on all processors, the largest first.</summary>
    /// <param name="wanted">The layers.</param>
    /// <param name="capabilities">The files that the record names as having capabilities.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<Found> Read(IReadOnlyList<Wanted> wanted, ImmutableArray<string> capabilities, CancellationToken cancellationToken)
    {
        Found[] found = new Found[wanted.Count];
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderByDescending(i => wanted[i].Layer.Descriptor.Size)];
        int next = -1;
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount), CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, options.MaxDegreeOfParallelism, options, _ =>
            {
                for (int i = Interlocked.Increment(ref next); i < order.Length; i = Interlocked.Increment(ref next))
                {
                    found[order[i]] = Read(wanted[order[i]], capabilities, cancellationToken);
                }
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return [.. found];
    }

    private static Found Read(Wanted wanted, ImmutableArray<string> capabilities, CancellationToken cancellationToken)
    {
        try
        {
            using Stream file = wanted.Open();
            ApkPackage package = ApkPackageReader.Read(file, wanted.Title, static _ => null, wanted.IsTeam ? [] : capabilities, cancellationToken);
            return package.Info.DataHash == wanted.Layer.Descriptor.Digest.Hex && package.DataMember.Length == wanted.Layer.Descriptor.Size
                ? CheckIdentity(wanted, package)
                : Differs(wanted, $"its bytes are those of sha256:{package.Info.DataHash}, not of {wanted.Layer.Descriptor.Digest}");
        }
        catch (ApkException e) when (e.Fault == ApkFault.DataHashMismatch)
        {
            // Whether the blob or the head is the wrong one, the blob's own digest tells.
            return wanted.Layer.Blob.Digest.Hex == HashOf(wanted.Layer, cancellationToken)
                ? Differs(wanted, "its digest is not the datahash that the head names")
                : new Found(null, AccountErrors.Damaged.Create($"Layer {wanted.Index + 1} ({wanted.Title}) does not have the content of its digest {wanted.Layer.Descriptor.Digest}."));
        }
        catch (ApkException e)
        {
            return new Found(null, AccountErrors.Damaged.Create($"Layer {wanted.Index + 1} is no sound package. {e.Message}"));
        }
        catch (OciException e)
        {
            return new Found(null, AccountErrors.Damaged.Create(e.Message));
        }
    }

    private static Found CheckIdentity(Wanted wanted, ApkPackage package)
    {
        string title = $"{package.Info.Name}-{package.Info.Version}";
        return title == wanted.Title ? new Found(package, null) : Differs(wanted, $"its head is that of {title}");
    }

    private static Found Differs(Wanted wanted, string what) =>
        new(null, (wanted.IsTeam ? AccountErrors.TeamHeadDiffers : AccountErrors.HeadDiffers).Create(wanted.Index + 1, wanted.Title, what));

    private static string HashOf(ImageLayer layer, CancellationToken cancellationToken)
    {
        using Stream content = layer.Blob.Open();
        return Digest.Of(content, cancellationToken).Hex;
    }
}
