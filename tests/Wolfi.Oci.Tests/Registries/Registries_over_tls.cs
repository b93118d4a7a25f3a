using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

[TestClass]
public sealed class Registries_over_tls
{
    private const string PublicName = "registry.example";

    private static readonly Image s_image = SmallImages.Image();

    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Remove()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public async Task Are_trusted_by_their_authority()
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Certificate = _authority.Issue("127.0.0.1") });
        using RegistryClient client = Client(handler => Trust(handler));
        await PushAsync(client, registry.Authority);
        Assert.AreEqual(s_image.Digest.ToString(), registry.Store.Tag("app", "1"));
    }

    [TestMethod]
    public async Task Case_F117_are_insecure_one_by_one()
    {
        await using Registry listed = await Registry.StartAsync(new RegistryOptions { Certificate = _authority.Issue("127.0.0.1") });
        await using Registry other = await Registry.StartAsync(new RegistryOptions { Certificate = _authority.Issue("127.0.0.1") });
        using RegistryClient client = Client(_ => { }, listed.Authority);
        await PushAsync(client, listed.Authority);
        RegistryException failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => PushAsync(client, other.Authority));
        Assert.AreEqual(RegistryFault.UntrustedServer, failure.Fault);
        Assert.IsEmpty(other.Requests, "nor is it spoken to over plain http");

        // Nor where the listed one sends the client there.
        listed.Fault = async context =>
        {
            context.Response.StatusCode = context.Request.Path.Value!.Contains("/blobs/sha256:", StringComparison.Ordinal) ? 307 : 200;
            context.Response.Headers.Location = $"{other.Url}{context.Request.Path}";
            await Task.CompletedTask;
            return context.Response.StatusCode == 307;
        };
        using RegistryClient again = Client(_ => { }, listed.Authority);
        failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => again.Open(ImageReference.Parse($"{listed.Authority}/app")).HasBlobAsync(Digest.Of([1]), 1, CancellationToken.None));
        Assert.AreEqual(RegistryFault.UntrustedServer, failure.Fault);
        Assert.IsEmpty(other.Requests);
    }

    [TestMethod]
    [DataRow("http://registry.example/token", DisplayName = "F101 a public registry's token server over plain http")]
    [DataRow("https://127.0.0.1/token", DisplayName = "F101 a public registry's token server on this machine")]
    [DataRow("https://169.254.169.254/token", DisplayName = "F101 a public registry's token server at the clouds' metadata")]
    public async Task Of_everybody_send_the_client_to_no_inner_address(string realm)
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Certificate = _authority.Issue(PublicName) });
        registry.Fault = context => Faults.With(context, 401, ("WWW-Authenticate", $"Bearer realm=\"{realm}\",service=\"x\""));
        List<string> connected = [];
        using RegistryClient client = Client(handler =>
        {
            Trust(handler);
            handler.ConnectCallback = async (context, token) =>
            {
                connected.Add(context.DnsEndPoint.Host);
                Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync("127.0.0.1", registry.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            };
        });
        RegistryException failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => PushAsync(client, PublicName));
        Assert.AreEqual(RegistryFault.Refused, failure.Fault);
        Assert.IsTrue(connected.All(host => host == PublicName), string.Join(' ', connected));
    }

    [TestMethod]
    public async Task Case_J148_on_IPv6_and_a_page_in_their_place_are_told_apart()
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Ipv6 = true, Certificate = _authority.Issue("::1") });
        using RegistryClient client = Client(handler => Trust(handler));
        await PushAsync(client, registry.Authority);
        registry.Fault = context => Faults.Bytes(context, "<html>Log in</html>"u8.ToArray(), "text/html");
        RegistryException failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => client.Open(ImageReference.Parse($"{registry.Authority}/app")).GetManifestAsync("1", CancellationToken.None));
        Assert.AreEqual(RegistryFault.UnexpectedAnswer, failure.Fault);
    }

    [TestMethod]
    public async Task Case_J147_get_no_more_at_once_than_was_said()
    {
        await using Registry registry = await Registry.StartAsync();
        int now = 0;
        int most = 0;
        registry.Fault = async context =>
        {
            int running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Delay(10);
            Interlocked.Decrement(ref now);
            return false;
        };
        Image image = ImageAssembler.Assemble(SmallImages.Settings(), [.. Enumerable.Range(0, 40).Select(number => SmallImages.Layer("own", $"content {number}"))]);
        using RegistryClient client = new(new RegistryClientOptions { Parallelism = 3 });
        await PushAsync(client, registry.Authority, image);
        Assert.AreEqual(3, most);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
            {
                return;
            }
        }
    }

    private void Trust(SocketsHttpHandler handler)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(_authority.Pem));
        handler.SslOptions.CertificateChainPolicy = policy;
    }

    private static RegistryClient Client(Action<SocketsHttpHandler> configure, params string[] insecure) => new(new RegistryClientOptions
    {
        InsecureRegistries = [.. insecure],
        Configure = configure,
        Timing = RegistryTiming.Default with { Pauses = [] },
    });

    private async Task PushAsync(RegistryClient client, string registry, Image? image = null)
    {
        string folder = _folder.Combine(Guid.NewGuid().ToString("N"));
        OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(image ?? s_image, "app", "1")), CancellationToken.None);
        PushContent content = PushContent.Read(OciLayout.Open(folder), (image ?? s_image).Descriptor, CancellationToken.None);
        await new ImagePush(client.Open(ImageReference.Parse($"{registry}/app"))).RunAsync(content, ["1"], CancellationToken.None);
    }
}
