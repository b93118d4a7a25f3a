using System.Text;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Daemons;
using Wolfi.Oci.Images;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Daemons;

/// <summary>The client against a daemon that does as it should, and against all that don't.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class Loading
{
    private static readonly DaemonTiming Quick = new() { Answer = TimeSpan.FromSeconds(20), Stall = TimeSpan.FromSeconds(20), Silence = TimeSpan.FromSeconds(20) };
    private static readonly DaemonTiming Impatient = new() { Answer = TimeSpan.FromMilliseconds(300), Stall = TimeSpan.FromMilliseconds(300), Silence = TimeSpan.FromMilliseconds(300) };
    private static readonly HashSet<Digest> Nothing = [];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task An_image_is_asked_for_sent_and_asked_for_again()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        using DaemonClient client = Client(daemon, Quick);
        Image image = Image();
        Assert.IsNull(await client.FindImageAsync("team/app:1", default));

        long sent = await LoadAsync(client, image);

        Assert.IsGreaterThan(image.Size, sent);
        DaemonImage? found = await client.FindImageAsync("team/app:1", default);
        Assert.AreEqual(image.Config.Digest.ToString(), found?.Id);
        CollectionAssert.AreEqual(image.Layers.Select(layer => layer.DiffId!.ToString()).ToArray(), found!.DiffIds.ToArray());
        CollectionAssert.Contains(_said, "Loaded image: team/app:1");
        CollectionAssert.IsSubsetOf(new[] { "index.json", "manifest.json", "oci-layout" }, daemon.LoadedFiles.ToArray());
        Assert.AreEqual("Docker/29.1.0 (linux)", client.Server);
        Assert.AreEqual("GET /images/team/app:1/json POST /images/load?quiet=0 GET /images/team/app:1/json", string.Join(' ', daemon.Requests));
    }

    [TestMethod]
    [DataRow("Docker/29.1.0 (linux)", "overlay2", true)]
    [DataRow("Docker/29.1.0 (linux)", "overlayfs", false)]
    [DataRow("Libpod/4.3.1 (linux)", "overlay2", false)]
    public async Task Only_Dockers_own_store_shares_layers(string server, string driver, bool shares)
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { Server = server, Driver = driver };
        using DaemonClient client = Client(daemon, Quick);
        Assert.AreEqual(shares, await client.SharesLayersAsync(default));
    }

    [TestMethod]
    [DataRow("""{"errorDetail":{"message":"archive/tar: invalid tar header"},"error":"short"}""", DaemonFault.Rejected, "does not take the image: archive/tar: invalid tar header.")]
    [DataRow("{\"stream\":\"half\"}\n{\"error\":\"write /var/lib/docker/x: no space left on device\"}", DaemonFault.DiskFull, "no space left on device")]
    [DataRow("<html>log in</html>", DaemonFault.UnexpectedAnswer, "something else than its JSON messages: <html>log in</html>")]
    [DataRow("{\"stream\":\"half", DaemonFault.UnexpectedAnswer, "something else")]
    [DataRow("[1]", DaemonFault.UnexpectedAnswer, "something else")]
    [DataRow("""{"stream":"\ud800"}""", DaemonFault.UnexpectedAnswer, "something else")]
    [DataRow("""{"error":"\u001b[2J gone"}""", DaemonFault.Rejected, "?[2J gone")]
    public async Task An_error_in_a_good_answer_is_an_error(string answer, DaemonFault fault, string words)
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { LoadAnswer = answer };
        using DaemonClient client = Client(daemon, Quick);
        DaemonException failure = await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, Image()));
        Assert.AreEqual(fault, failure.Fault, failure.Message);
        StringAssert.Contains(failure.Message, words);
    }

    [TestMethod]
    [DataRow("500 Internal Server Error", """{"message":"Error processing tar file: no space left on device"}""", DaemonFault.DiskFull)]
    [DataRow("400 Bad Request", """{"message":"unrecognized image format"}""", DaemonFault.Rejected)]
    [DataRow("403 Forbidden", "<html>not by this proxy</html>", DaemonFault.Denied)]
    [DataRow("404 Not Found", """{"message":"page not found"}""", DaemonFault.UnexpectedAnswer)]
    [DataRow("301 Moved Permanently", "", DaemonFault.UnexpectedAnswer)]
    public async Task A_refusal_with_most_of_a_large_image_unread_is_heard(string status, string body, DaemonFault fault)
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { Instead = OnLoad(async (stream, token) => await stream.WriteAsync(FakeDaemon.Answer(status, body), token)) };
        using DaemonClient client = Client(daemon, Quick);
        DaemonException failure = await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, SmallImages.LargeImage(1, 8_000_000)));
        Assert.AreEqual(fault, failure.Fault, failure.Message);
    }

    [TestMethod]
    public async Task Answers_without_an_end_are_cut()
    {
        byte[] piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"status\":\"working\"}\r\n", 10_000)));
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        using DaemonClient client = Client(daemon, Quick);
        daemon.Instead = OnLoad((stream, token) => ForeverAsync(stream, piece, token));
        Assert.AreEqual(DaemonFault.LimitExceeded, (await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, Image()))).Fault);
        daemon.Instead = OnLoad((stream, token) => ForeverAsync(stream, new byte[100_000].Select(_ => (byte)' ').ToArray(), token));
        Assert.AreEqual(DaemonFault.LimitExceeded, (await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, Image()))).Fault);
        daemon.Instead = OnLoad((stream, token) => stream.WriteAsync(FakeDaemon.Answer("200 OK", "{\"status\":\"" + new string('x', 400_000)), token).AsTask());
        Assert.AreEqual(DaemonFault.LimitExceeded, (await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, Image()))).Fault);
        daemon.Instead = (_, stream, token) => ForeverAsync(stream, piece, token);
        Assert.AreEqual(DaemonFault.LimitExceeded, (await Assert.ThrowsExactlyAsync<DaemonException>(() => client.FindImageAsync("app", default))).Fault);
    }

    [TestMethod]
    public async Task An_answer_that_is_cut_off_or_none_is_an_error()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        using DaemonClient client = Client(daemon, Quick);
        daemon.Instead = OnLoad((stream, token) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"stream\":\"Loaded image: app\"}\n"u8.ToArray(), token).AsTask());
        Assert.AreEqual(DaemonFault.UnexpectedAnswer, (await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, Image()))).Fault);
        daemon.Instead = (_, _, _) => Task.FromResult(true);
        Assert.AreEqual(DaemonFault.UnexpectedAnswer, (await Assert.ThrowsExactlyAsync<DaemonException>(() => client.FindImageAsync("app", default))).Fault);
        daemon.Instead = (_, stream, token) => Then(stream.WriteAsync("SSH-2.0-OpenSSH\r\n"u8.ToArray(), token).AsTask());
        Assert.AreEqual(DaemonFault.UnexpectedAnswer, (await Assert.ThrowsExactlyAsync<DaemonException>(() => client.FindImageAsync("app", default))).Fault);
        daemon.Instead = (_, stream, token) => Then(stream.WriteAsync(FakeDaemon.Answer("200 OK", "{}"), token).AsTask());
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<DaemonException>(() => client.FindImageAsync("app", default))).Message, "lacks 'Id'");
    }

    [TestMethod]
    public async Task One_that_hangs_is_given_up_and_so_is_one_that_takes_nothing()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { Instead = async (_, _, token) => { await Task.Delay(Timeout.Infinite, token); return true; } };
        using DaemonClient client = Client(daemon, Impatient);
        Assert.AreEqual(DaemonFault.TooSlow, (await Assert.ThrowsExactlyAsync<DaemonException>(() => client.FindImageAsync("app", default))).Fault);
        Assert.AreEqual(DaemonFault.TooSlow, (await Assert.ThrowsExactlyAsync<DaemonException>(() => LoadAsync(client, SmallImages.LargeImage(1, 8_000_000)))).Fault);
        using CancellationTokenSource cancelled = new(TimeSpan.FromMilliseconds(100));
        using DaemonClient patient = Client(daemon, Quick);
        await Assert.ThrowsAsync<OperationCanceledException>(() => LoadAsync(patient, SmallImages.LargeImage(1, 8_000_000), cancelled.Token));
    }

    [TestMethod]
    public async Task Where_nothing_listens_it_is_said()
    {
        using DaemonClient nowhere = new(DaemonAddress.OfSocket(_folder.Combine("none")), Quick);
        Assert.AreEqual(DaemonFault.NotThere, (await Assert.ThrowsExactlyAsync<DaemonException>(() => nowhere.FindImageAsync("app", default))).Fault);
        File.WriteAllText(_folder.Combine("file"), "");
        using DaemonClient file = new(DaemonAddress.OfSocket(_folder.Combine("file")), Quick);
        Assert.AreEqual(DaemonFault.NotThere, (await Assert.ThrowsExactlyAsync<DaemonException>(() => file.FindImageAsync("app", default))).Fault);
        using DaemonClient tooLong = new(DaemonAddress.OfSocket("/" + new string('x', 200)), Quick);
        Assert.AreEqual(DaemonFault.NotThere, (await Assert.ThrowsExactlyAsync<DaemonException>(() => tooLong.FindImageAsync("app", default))).Fault);
        Assert.IsTrue(DaemonAddress.TryParse("tcp://127.0.0.1:1", out DaemonAddress? port));
        using DaemonClient closed = new(port, Quick);
        Assert.AreEqual(DaemonFault.NotThere, (await Assert.ThrowsExactlyAsync<DaemonException>(() => closed.FindImageAsync("app", default))).Fault);
    }

    [TestMethod]
    public async Task A_damaged_layer_is_the_images_fault_and_ends_the_request()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        using DaemonClient client = Client(daemon, Quick);
        Image damaged = SmallImages.LargeImage(1, 2_000_000).With(1, blob => BlobSource.FromWholeFile(Damaged(blob), blob.Size, blob.Digest));
        OciException failure = await Assert.ThrowsExactlyAsync<OciException>(() => LoadAsync(client, damaged));
        Assert.AreEqual(OciFault.DigestMismatch, failure.Fault);
        Assert.IsEmpty(daemon.Images);
    }

    [TestMethod]
    public async Task Layers_that_are_there_may_be_left_out()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        using DaemonClient client = Client(daemon, Quick);
        Image image = SmallImages.LargeImage(1, 100_000);
        Digest large = image.Layers[1].Descriptor.Digest;
        long sent = await client.LoadAsync((stream, token) => ArchiveWriter.WriteOciArchive(stream, [new TaggedImage(image, "app", "1")], new HashSet<Digest> { large }, token), _said.Add, default);
        Assert.IsLessThan(100_000, sent);
        Assert.IsFalse(daemon.LoadedFiles.Any(file => file.EndsWith(large.Hex, StringComparison.Ordinal)));
    }

    private static DaemonClient Client(FakeDaemon daemon, DaemonTiming timing) => new(DaemonAddress.OfSocket(daemon.SocketPath), timing);

    private static Image Image() => ImageAssembler.Assemble(SmallImages.Settings(), [SmallImages.Layer("a", "1"), SmallImages.Layer("b", "2")]);

    private static Func<string, Stream, CancellationToken, Task<bool>> OnLoad(Func<Stream, CancellationToken, Task> answer) => async (request, stream, token) =>
    {
        if (!request.StartsWith("POST ", StringComparison.Ordinal))
        {
            return false;
        }

        await answer(stream, token);
        return true;
    };

    private static async Task<bool> Then(Task written)
    {
        await written;
        return true;
    }

    private static async Task<bool> ForeverAsync(Stream stream, byte[] piece, CancellationToken token)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), token);
        while (true)
        {
            await stream.WriteAsync(piece, token);
        }
    }

    private Task<long> LoadAsync(DaemonClient client, Image image, CancellationToken token = default) =>
        client.LoadAsync((stream, stop) => ArchiveWriter.WriteOciArchive(stream, [new TaggedImage(image, "team/app", "1")], Nothing, stop), _said.Add, token);

    private string Damaged(BlobSource blob)
    {
        string file = _folder.Combine("blob");
        using (FileStream copy = File.Create(file))
        {
            blob.CopyTo(copy, default);
            copy.Position = blob.Size / 2;
            copy.WriteByte((byte)(copy.ReadByte() ^ 1));
        }

        return file;
    }
}
