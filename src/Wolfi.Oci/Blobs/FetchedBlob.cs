namespace Wolfi.Oci.Blobs;

/// <summary>A blob that is part of a file which is fetched when it is first needed.</summary>
internal sealed class FetchedBlob(Func<CancellationToken, Task<string>> fetch, long offset, Digest digest, long size) : BlobSource(digest, size)
{
    private FileBlob? _file;

    public override string Place => _file?.Place ?? "a file that was not fetched";

    internal override bool IsAtHand => _file is not null;

    public override Stream Open()
    {
        FetchAsync(CancellationToken.None).GetAwaiter().GetResult();
        return _file!.Open();
    }

    internal override async Task FetchAsync(CancellationToken cancellationToken) =>
        _file ??= new FileBlob(await fetch(cancellationToken).ConfigureAwait(false), offset, Digest, Size);
}
