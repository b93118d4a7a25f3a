using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Signing;

/// <summary>Makes the bundles of one image with one key: signs, and has services log and timestamp what was signed, where some are named.</summary>
public sealed class BundleSigner : IDisposable
{
    private readonly ISigner _signer;
    private readonly SigstoreServices? _services;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Signs by a key, which it takes over.</summary>
    /// <param name="signer">The key.</param>
    public BundleSigner(ISigner signer)
        : this(signer, certificate: null, services: null)
    {
    }

    private BundleSigner(ISigner signer, SigningCertificate? certificate, SigstoreServices? services)
    {
        ArgumentNullException.ThrowIfNull(signer);
        _signer = signer;
        _services = services;
        Certificate = certificate;
    }

    /// <summary>The key that verifies what it signs.</summary>
    public VerificationKey PublicKey => _signer.PublicKey;

    /// <summary>The key itself, for forms of signatures that are no bundles.</summary>
    internal ISigner Key => _signer;

    /// <summary>Whose key it is; null for a key without a certificate.</summary>
    public SigningCertificate? Certificate { get; }

    /// <summary>Whether what it signs stands in a transparency log.</summary>
    public bool IsLogged => _services is { Logs.IsEmpty: false };

    /// <summary>Signs by a key, which it takes over, and has the services of the settings log and timestamp.</summary>
    /// <param name="signer">The key.</param>
    /// <param name="settings">The services.</param>
    /// <param name="inform">Hears of pauses.</param>
    /// <exception cref="WolfiException">Of what the settings want, nothing serves now.</exception>
    public static BundleSigner Open(ISigner signer, SigstoreSettings settings, Action<string> inform)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new BundleSigner(signer, certificate: null, settings.AsksServices ? Services(settings, inform) : null);
    }

    /// <summary>Signs by an identity: makes a key that never leaves this process, and has a certificate of it issued.</summary>
    /// <param name="settings">The services, and where the identity's token is.</param>
    /// <param name="secrets">The environment.</param>
    /// <param name="inform">Hears of pauses.</param>
    /// <param name="warn">Hears of a clock that is off, and of what verifiers may miss.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">There is no token, or no certificate.</exception>
    public static async Task<BundleSigner> OpenAsync(
        SigstoreSettings settings, KeySecrets secrets, Action<string> inform, Action<Diagnostic> warn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(secrets);
        using ServiceClient client = new(ServiceTiming.Default, TimeProvider.System, inform);
        IdentityToken token = await IdentityTokens.GetAsync(settings, secrets.Variable, client, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return await CertifyAsync(settings, token, inform, warn, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, with a token that is there already.</summary>
    internal static async Task<BundleSigner> CertifyAsync(
        SigstoreSettings settings, IdentityToken token, Action<string> inform, Action<Diagnostic> warn, CancellationToken cancellationToken)
    {
        SigstoreServices services = Services(settings, inform);
        PrivateKey key = PrivateKey.Generate();
        try
        {
            SigningCertificate certificate = await services.CertifyAsync(token, key, cancellationToken).ConfigureAwait(false);
            CertificateNotes.Tell(certificate, TimeProvider.System.GetUtcNow(), warn);
            return new BundleSigner(key, certificate, services);
        }
        catch
        {
            key.Dispose();
            services.Dispose();
            throw;
        }
    }

    /// <summary>Signs statements, and proves each signature as far as services are named.</summary>
    /// <param name="statements">The statements' bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One bundle for each, in their order.</returns>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>.</exception>
    /// <exception cref="WolfiException">A service fails, or answers something else.</exception>
    public async Task<ImmutableArray<SigstoreBundle>> SignAsync(ImmutableArray<ReadOnlyMemory<byte>> statements, CancellationToken cancellationToken)
    {
        ImmutableArray<SigstoreBundle> bundles = await SignEachAsync(statements, cancellationToken).ConfigureAwait(false);
        return _services is null ? bundles : [.. await Task.WhenAll(bundles.Select(bundle => _services.ProveAsync(bundle, PublicKey, Certificate, cancellationToken))).ConfigureAwait(false)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signer.Dispose();
        _services?.Dispose();
        _turn.Dispose();
    }

    // A signer serves one caller at a time; services serve several.
    private async Task<ImmutableArray<SigstoreBundle>> SignEachAsync(ImmutableArray<ReadOnlyMemory<byte>> statements, CancellationToken cancellationToken)
    {
        ImmutableArray<SigstoreBundle>.Builder bundles = ImmutableArray.CreateBuilder<SigstoreBundle>();
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (ReadOnlyMemory<byte> statement in statements)
            {
                SigstoreBundle bundle = await SigstoreBundle.SignAsync(_signer, statement, cancellationToken).ConfigureAwait(false);
                bundles.Add(Certificate is null ? bundle : bundle with { KeyHint = null, Certificate = Certificate.Bytes });
            }
        }
        finally
        {
            _turn.Release();
        }

        return bundles.ToImmutable();
    }

    private static SigstoreServices Services(SigstoreSettings settings, Action<string> inform) =>
        new(settings, new ServiceClient(ServiceTiming.Default, TimeProvider.System, inform), TimeProvider.System);
}
