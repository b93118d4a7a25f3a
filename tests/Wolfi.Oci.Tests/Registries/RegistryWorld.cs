using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>A registry, another server, and a client with planted credentials whose pauses are over at once.</summary>
internal sealed class RegistryWorld : IAsyncDisposable
{
    public const string User = "planted-user";
    public const string Password = "planted-password";

    private readonly ConcurrentQueue<RegistryEvent> _events = new();
    private readonly TemporaryFolder _folder = new();

    private RegistryWorld(Registry registry, Registry other)
    {
        Registry = registry;
        Other = other;
        Options = new RegistryClientOptions
        {
            Credentials = new Planted(),
            Observer = _events.Enqueue,
            Time = Time,
            Random = () => 0.5,
            Timing = new RegistryTiming { Answer = TimeSpan.FromHours(1), Commit = TimeSpan.FromHours(1), Stall = TimeSpan.FromHours(1), Document = TimeSpan.FromHours(1), Connect = TimeSpan.FromHours(1) },
            ChunkSize = 64 * 1024,
        };
        Client = new RegistryClient(Options);
    }

    public Registry Registry { get; }

    /// <summary>A server that has no business with the credentials.</summary>
    public Registry Other { get; }

    public Pauses Time { get; } = new(TimeSpan.FromMinutes(5));

    public RegistryClientOptions Options { get; }

    public RegistryClient Client { get; private set; }

    public IReadOnlyList<RegistryEvent> Events => [.. _events];

    public RegistryRepository Repository => At("team/app");

    public static async Task<RegistryWorld> StartAsync(RegistryOptions? options = null) => new(await Registry.StartAsync(options), await Registry.StartAsync());

    public RegistryRepository At(string repository) => Client.Open(Reference(repository));

    public ImageReference Reference(string repository, string? tag = null) => ImageReference.Parse($"{Registry.Authority}/{repository}{(tag is null ? "" : ":" + tag)}");

    /// <summary>A client that has learnt nothing yet.</summary>
    public void Renew(Func<RegistryClientOptions, RegistryClientOptions>? change = null)
    {
        Client.Dispose();
        Client = new RegistryClient(change?.Invoke(Options) ?? Options);
    }

    /// <summary>Writes an image as a layout with attachments, and reads what is to be pushed of it.</summary>
    public PushContent Content(Image image, params string[] attached)
    {
        string folder = _folder.Combine(Guid.NewGuid().ToString("N"));
        LayoutContent layout = LayoutContent.Of(new TaggedImage(image, "app", "1"));
        foreach (string text in attached)
        {
            (Descriptor entry, BlobSource[] blobs) = Attachments.Of(image.Descriptor, text);
            layout = layout.With(entry, blobs);
        }

        OciLayoutWriter.Write(folder, layout, CancellationToken.None);
        return PushContent.Read(OciLayout.Open(folder), image.Descriptor, CancellationToken.None);
    }

    public Task PushAsync(PushContent content, string repository = "team/app", ImmutableArray<string>? tags = null, params string[] mountFrom) =>
        new ImagePush(At(repository)) { MountFrom = [.. mountFrom] }.RunAsync(content, tags ?? ["1"], CancellationToken.None);

    /// <summary>Fails where a secret was sent to the other server, or is in what the client says.</summary>
    public void AssertNothingLeaked(Exception? failure)
    {
        Assert.IsEmpty(Other.Requests.Where(request => request.Authorization is not null).ToArray());
        string said = $"{failure}\n{string.Join('\n', Events)}";
        IEnumerable<string> secrets = Registry.Requests.Select(request => request.Authorization?.Split(' ')[^1]).OfType<string>().Concat([Password, "token-", "refresh-"]);
        foreach (string secret in secrets)
        {
            Assert.DoesNotContain(secret, said);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Registry.DisposeAsync();
        await Other.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Planted : IRegistryCredentials
    {
        public ValueTask<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellationToken) =>
            ValueTask.FromResult(RegistryCredential.TryPassword(User, Password, "the test", out RegistryCredential? credential) ? credential : null);
    }
}
