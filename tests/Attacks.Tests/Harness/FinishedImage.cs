using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>A small world whose image was published, and verifies.</summary>
internal sealed class FinishedImage : IDisposable
{
    private readonly SmallWorld _world = new();

    private FinishedImage() => File.WriteAllText(KeyFile, SmallWorld.RepositoryKey.PublicKey.Pem);

    public string Layout => _world.Layout;

    public string KeyFile => _world.Combine("small.rsa.pub");

    public SmallWorld World => _world;

    /// <summary>Publishes the world, changed by a test.</summary>
    public static async Task<FinishedImage> Make(Func<PublishRequest, PublishRequest>? change = null, Action<SmallWorld>? prepare = null)
    {
        FinishedImage image = new();
        prepare?.Invoke(image._world);
        PublishRequest request = image._world.Request() with { Container = new ContainerSettings { GeneratesLabels = true } };
        await SmallWorld.PublishAsync(change is null ? request : change(request));
        return image;
    }

    /// <summary>A copy that a test may change.</summary>
    public ForgedImage Forge(string name) => ForgedImage.Of(Layout, PlaceOf(name));

    public string PlaceOf(string name) => _world.Combine(name);

    /// <summary>Runs <c>verify</c>.</summary>
    public ToolRun Verify(string image, params string[] options) => ToolRun.Of(["verify", image, "--no-signature", "--package-key", KeyFile, .. options]);

    public void Dispose() => _world.Dispose();
}
