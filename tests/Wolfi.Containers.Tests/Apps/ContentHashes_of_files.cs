using System.Collections.Immutable;
using System.Security.Cryptography;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Tests.Apps;

[TestClass]
public sealed class ContentHashes_of_files : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow((128 * 1024) - 1)]
    [DataRow(128 * 1024)]
    [DataRow((3 * 128 * 1024) + 7)]
    public void Are_those_of_all_bytes(int size)
    {
        byte[] content = [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];
        File.WriteAllBytes(_folder.Combine("file"), content);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(content)), ContentHashes.HashOf(_folder.Combine("file")));
    }

    [TestMethod]
    public void Read_together_are_known_from_then_on()
    {
        ImmutableArray<PublishedFile> files = Files(100);
        ContentHashes hashes = new();
        hashes.ReadAll(files, CancellationToken.None);
        foreach (PublishedFile file in files)
        {
            string expected = ContentHashes.HashOf(file.FullPath);
            File.WriteAllText(file.FullPath, "changed since");
            Assert.AreEqual(expected, hashes.TryGet(file));
        }
    }

    [TestMethod]
    public void Of_a_file_that_is_not_there_are_no_fault()
    {
        ContentHashes hashes = new();
        PublishedFile missing = Files(1)[0] with { FullPath = _folder.Combine("missing") };
        hashes.ReadAll([missing], CancellationToken.None);
        Assert.IsNull(hashes.TryGet(missing));
    }

    [TestMethod]
    public void Of_several_files_that_cannot_be_read_fail_by_the_first_in_order()
    {
        ImmutableArray<PublishedFile> files = Files(100);

        // So large that the other processor has long come to the second one.
        File.WriteAllBytes(files[0].FullPath, new byte[4 * 1024 * 1024]);
        using FileStream first = new(files[1].FullPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using FileStream second = new(files[90].FullPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        for (int i = 0; i < 10; i++)
        {
            IOException e = Assert.ThrowsExactly<IOException>(() => new ContentHashes().ReadAll(files, CancellationToken.None));
            StringAssert.Contains(e.Message, files[1].FullPath);
        }
    }

    [TestMethod]
    public void Stop_when_the_build_does() =>
        Assert.Throws<OperationCanceledException>(() => new ContentHashes().ReadAll(Files(10), new CancellationToken(canceled: true)));

    private ImmutableArray<PublishedFile> Files(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            string name = $"{i:000}.txt";
            File.WriteAllText(_folder.Combine(name), name);
            return new PublishedFile { RelativePath = name, FullPath = _folder.Combine(name), Source = FileSource.Project };
        }),
    ];
}
