using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Signing;

/// <summary>
/// What signs one build: a key, or an identity. What it is made of is read once, at the beginning. A key is opened while the image is being made, since a password
/// is slow on purpose; an identity's certificate is asked for when there is something to sign, since it lasts for minutes.
/// </summary>
internal sealed class BuildSigner : IDisposable
{
    // A token that ends sooner may end before the authority has read it.
    private static readonly TimeSpan s_leastLife = TimeSpan.FromMinutes(1);

    private readonly SigningSettings _settings;
    private readonly KeyReference? _reference;
    private readonly IPublishObserver _observer;
    private readonly ConcurrentQueue<Diagnostic> _warnings = new();
    private readonly string? _pem;
    private readonly IdentityToken? _token;
    private readonly Lock _turn = new();
    private Task<BundleSigner>? _opening;

    private BuildSigner(SigningSettings settings, KeyReference reference, IPublishObserver observer)
    {
        _settings = settings;
        _reference = reference;
        _observer = observer;
        _pem = reference.Kind is KeyReferenceKind.File or KeyReferenceKind.Environment ? SigningKeys.ReadText(reference, settings.Secrets, observer.Warn) : null;
        string[] key = _pem is null ? [reference.Place, .. reference.Arguments] : [HashOf(_pem)];
        Identity = string.Join('\n', [reference.Kind.ToString(), settings.Formats.ToString(), .. key, .. IsDevelopment ? Array.Empty<string>() : [settings.Services.Identity]]);
    }

    private BuildSigner(SigningSettings settings, IdentityToken token, IPublishObserver observer)
    {
        _settings = settings;
        _token = token;
        _observer = observer;
        Identity = string.Join('\n', ["identity", HashOf(token.Source), settings.Services.Identity]);
    }

    private BuildSigner(BundleSigner opened, IPublishObserver observer)
    {
        _settings = new SigningSettings { Secrets = KeySecrets.OfThisProcess };
        _observer = observer;
        _opening = Task.FromResult(opened);
        Identity = "";
    }

    /// <summary>What makes it another signer, without a word of a secret: where it changes, the image is signed anew. Keys that are made for one build don't count.</summary>
    public string Identity { get; }

    /// <summary>Whether it is the user's development key.</summary>
    public bool IsDevelopment => _reference is not null && _settings.Key is null;

    /// <summary>The file of the public half, where one lies beside the private one.</summary>
    public string? PublicFile => _reference is { Kind: KeyReferenceKind.File } && DevelopmentKey.PublicFile(_reference.Place) is var file && File.Exists(file) ? file : null;

    /// <summary>Reads what signs; null where nothing is signed.</summary>
    /// <exception cref="WolfiException">It is not there.</exception>
    public static async Task<BuildSigner?> ReadAsync(SigningSettings? settings, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (settings is null)
        {
            return null;
        }

        if (settings.Services.Keyless)
        {
            return new BuildSigner(settings, await GetTokenAsync(settings, observer, cancellationToken).ConfigureAwait(false), observer);
        }

        if (settings.Key is { } named)
        {
            return new BuildSigner(settings, named, observer);
        }

        string file = settings.DevelopmentKeyFile ?? throw SigningErrors.NoDevelopmentKey.Fail("there is no folder for it");
        DevelopmentKey.Ensure(file);
        return new BuildSigner(settings, new KeyReference(KeyReferenceKind.File, file, []), observer);
    }

    /// <summary>Signs by a key that is made for the purpose and dropped.</summary>
    public static BuildSigner ForRehearsal(IPublishObserver observer) => new(new BundleSigner(PrivateKey.Generate()), observer);

    /// <summary>Begins to open a key.</summary>
    public void Begin(CancellationToken cancellationToken) => _opening = _reference is null ? null : Task.Run(() => OpenAsync(_reference, cancellationToken), cancellationToken);

    /// <summary>The opened key, once it is; the same at each call.</summary>
    /// <exception cref="WolfiException">It is of another kind, or does not open; or there is no certificate for the identity.</exception>
    public async Task<BundleSigner> GetAsync(CancellationToken cancellationToken)
    {
        Task<BundleSigner> opening;
        lock (_turn)
        {
            // Images of several platforms are signed at once, all by one certificate.
            opening = _opening ??= CertifyAsync(cancellationToken);
        }

        BundleSigner signer = await opening.ConfigureAwait(false);
        while (_warnings.TryDequeue(out Diagnostic? warning))
        {
            _observer.Warn(warning);
        }

        return signer;
    }

    /// <summary>URI of the hosted builder whose own identity signs; null for a key, and for every other identity.</summary>
    /// <exception cref="WolfiException">There is no certificate for the identity.</exception>
    public async Task<string?> GetHostedBuilderAsync(CancellationToken cancellationToken) =>
        _token is null ? null : HostedBuilder.Of((await GetAsync(cancellationToken).ConfigureAwait(false)).Certificate);

    /// <inheritdoc/>
    public void Dispose() => _opening?.ContinueWith(
        static opened => opened.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    private static async Task<IdentityToken> GetTokenAsync(SigningSettings settings, IPublishObserver observer, CancellationToken cancellationToken)
    {
        using ServiceClient client = new(ServiceTiming.Default, TimeProvider.System, observer.Inform);
        return await IdentityTokens.GetAsync(settings.Services, settings.Secrets.Variable, client, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    // The image may have taken longer than the token lasts.
    private async Task<BundleSigner> CertifyAsync(CancellationToken cancellationToken)
    {
        IdentityToken token = _token!.Expires - s_leastLife > TimeProvider.System.GetUtcNow()
            ? _token
            : await GetTokenAsync(_settings, _observer, cancellationToken).ConfigureAwait(false);
        return await BundleSigner.CertifyAsync(_settings.Services, token, _observer.Inform, _warnings.Enqueue, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BundleSigner> OpenAsync(KeyReference reference, CancellationToken cancellationToken)
    {
        ISigner signer = _pem is null
            ? await SigningKeys.OpenAsync(reference, _settings.Secrets, _warnings.Enqueue, cancellationToken).ConfigureAwait(false)
            : SigningKeys.Open(reference, _pem, _settings.Secrets, IsDevelopment ? static warning => { } : _warnings.Enqueue);
        return IsDevelopment ? new BundleSigner(signer) : BundleSigner.Open(signer, _settings.Services, _observer.Inform);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
