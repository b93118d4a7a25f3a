using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Wolfi.Containers.Diagnostics;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Sigstore;

/// <summary>Asks the services of one build: for a certificate of its key, for entries in logs, and for timestamps. What they answer is checked before it is kept.</summary>
internal sealed class SigstoreServices : IDisposable
{
    // Public logs limit how fast they are asked.
    private const int AtOnce = 4;

    private const int SecondVersion = 2;

    private readonly SigstoreSettings _settings;
    private readonly ServiceClient _client;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(AtOnce, AtOnce);
    private readonly ImmutableArray<SigstoreService> _logs;
    private readonly ImmutableArray<SigstoreService> _timestampServers;

    /// <exception cref="WolfiException">Of what the settings want, nothing serves now.</exception>
    public SigstoreServices(SigstoreSettings settings, ServiceClient client, TimeProvider time)
    {
        _settings = settings;
        _client = client;
        _time = time;
        SigningConfiguration configuration = settings.Configuration;
        _logs = Select("transparency log", configuration.Logs, configuration.LogSelector, configuration.LogCount, 1, SecondVersion);
        _timestampServers = Select("timestamp server", configuration.TimestampServers, configuration.TimestampSelector, configuration.TimestampCount, 1);
        if (settings.Keyless && _timestampServers.IsEmpty && !_logs.Any(log => log.MajorVersion < SecondVersion))
        {
            throw SigstoreErrors.NoTime.Fail(_logs.IsEmpty ? "no log and no timestamp server is named" : "a log of version 2 does not say it, and no timestamp server is named");
        }
    }

    /// <summary>The logs that are asked.</summary>
    public ImmutableArray<SigstoreService> Logs => _logs;

    /// <summary>Has a certificate of a key issued.</summary>
    /// <exception cref="WolfiException">There is none.</exception>
    public async Task<SigningCertificate> CertifyAsync(IdentityToken token, ISigner signer, CancellationToken cancellationToken)
    {
        SigstoreService authority = Select("certificate authority", _settings.Configuration.Authorities, ServiceSelector.Any, 1, 1) is [var first, ..]
            ? first
            : throw SigstoreErrors.SettingRefused.Fail("The signing configuration", "it names no certificate authority");
        string name = $"the certificate authority {authority.Url.Authority}";
        ServiceAnswer answer = await _client.AskAsync(
            new ServiceRequest
            {
                Url = Below(authority.Url, "api/v2/signingCert"),
                Service = Sentence(name),
                Body = await CertificateMessages.RequestAsync(token, signer, cancellationToken).ConfigureAwait(false),
                RepeatsSecret = token.IsIn,
            },
            cancellationToken).ConfigureAwait(false);
        return Checked(name, () => CertificateMessages.ReadAnswer(answer.Body, "The answer", signer.PublicKey));
    }

    /// <summary>Has a signature logged and timestamped, by all services at once.</summary>
    /// <exception cref="WolfiException">A service fails, or answers something else.</exception>
    public async Task<SigstoreBundle> ProveAsync(SigstoreBundle bundle, VerificationKey key, SigningCertificate? certificate, CancellationToken cancellationToken)
    {
        LoggedSignature signature = LoggedSignature.Of(bundle, key, certificate);
        Task<TransparencyLogEntry>[] entries = [.. _logs.Select(log => LogAsync(log, signature, cancellationToken))];
        Task<(ReadOnlyMemory<byte> Bytes, DateTimeOffset Time)>[] timestamps =
            [.. _timestampServers.Select(server => TimestampAsync(server, bundle.Envelope.Signatures[0].Signature, cancellationToken))];
        await Task.WhenAll([.. entries, .. timestamps]).ConfigureAwait(false);
        TransparencyLogEntry[] logged = [.. entries.Select(entry => entry.Result)];
        (ReadOnlyMemory<byte> Bytes, DateTimeOffset Time)[] stamped = [.. timestamps.Select(timestamp => timestamp.Result)];
        DemandTime(certificate, [.. logged.Where(entry => entry.IntegratedTime > 0).Select(entry => DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime)), .. stamped.Select(one => one.Time)]);
        SigstoreBundle proved = bundle with { LogEntries = [.. logged], Timestamps = [.. stamped.Select(one => one.Bytes)] };
        HoldToRoot(proved, key, certificate);
        return proved;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _gate.Dispose();
    }

    private static string Sentence(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static Uri Below(Uri url, string path) => new(url.AbsoluteUri.TrimEnd('/') + "/" + path);

    private static T Checked<T>(string service, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EvidenceException exception)
        {
            throw SigstoreErrors.OfAnswer(exception, service);
        }
    }

    // What verifiers will ask for is asked for here, where roots of trust are named.
    private void HoldToRoot(SigstoreBundle bundle, VerificationKey key, SigningCertificate? certificate)
    {
        if (_settings.TrustedRoot is not { } root)
        {
            return;
        }

        SignerPolicy policy = new()
        {
            Keys = certificate is null ? [key] : [],
            Identities = certificate is null ? [] : [new IdentityPolicy(NamePattern.Exactly(certificate.Identity), NamePattern.Exactly(certificate.Issuer))],
            TrustedRoot = root,
            RequireLog = !_logs.IsEmpty,
            AllowNoLog = _logs.IsEmpty,
            RequireTimestamp = !_timestampServers.IsEmpty,
            AllowNoCertificateLog = root.CertificateLogs.IsEmpty,
        };
        Checked("one of the services", () => BundleVerifier.Verify(bundle, policy, "By the roots of trust, the signature"));
    }

    // What says another time than one of the certificate's proves nothing, and makes verifiers refuse the rest.
    private static void DemandTime(SigningCertificate? certificate, DateTimeOffset[] times)
    {
        foreach (DateTimeOffset time in times.Where(time => certificate is { } of && !of.IsValidAt(time)))
        {
            throw SigstoreErrors.NoTime.Fail(string.Create(
                CultureInfo.InvariantCulture, $"it was made at {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, and the certificate is valid from {certificate!.NotBefore:yyyy-MM-dd'T'HH:mm:ss'Z'} to {certificate.NotAfter:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        }
    }

    private async Task<TransparencyLogEntry> LogAsync(SigstoreService log, LoggedSignature signature, CancellationToken cancellationToken)
    {
        string name = $"the transparency log {log.Url.Authority}";
        bool second = log.MajorVersion == SecondVersion;
        ServiceRequest request = new()
        {
            Url = Below(log.Url, second ? "api/v2/log/entries" : "api/v1/log/entries"),
            Service = Sentence(name),
            Body = second ? LogMessages.RequestV2(signature) : LogMessages.RequestV1(signature),
            Expected = second ? [HttpStatusCode.OK, HttpStatusCode.Created] : [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Conflict],
        };
        ServiceAnswer answer = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.Conflict)
        {
            answer = await AskAsync(request with { Url = Existing(request, answer), Body = null, Expected = [HttpStatusCode.OK] }, cancellationToken).ConfigureAwait(false);
        }

        return Checked(name, () => second ? LogMessages.ReadV2(answer.Body, "The answer", signature) : LogMessages.ReadV1(answer.Body, "The answer", signature));
    }

    // A try whose answer was lost may have been taken: then the log says where the entry is.
    private static Uri Existing(ServiceRequest request, ServiceAnswer answer) =>
        answer.Location is { } place && new Uri(request.Url, place) is var url
            && url.Authority == request.Url.Authority && url.Scheme == request.Url.Scheme && url.AbsolutePath.StartsWith(request.Url.AbsolutePath + "/", StringComparison.Ordinal)
            ? url
            : throw SigstoreErrors.ServiceFailed.Fail(request.Service, "it says that it has the entry already, and not where");

    private async Task<(ReadOnlyMemory<byte> Bytes, DateTimeOffset Time)> TimestampAsync(SigstoreService server, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        string name = $"the timestamp server {server.Url.Authority}";
        ServiceAnswer answer = await AskAsync(
            new ServiceRequest { Url = server.Url, Service = Sentence(name), Body = TimestampMessages.Request(signature), ContentType = TimestampMessages.QueryType },
            cancellationToken).ConfigureAwait(false);
        return (answer.Body, Checked(name, () => TimestampMessages.ReadAnswer(answer.Body, "The answer", signature)));
    }

    private async Task<ServiceAnswer> AskAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _client.AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private ImmutableArray<SigstoreService> Select(string kind, ImmutableArray<SigstoreService> services, ServiceSelector selector, int count, params ReadOnlySpan<int> versions)
    {
        ImmutableArray<SigstoreService> selected = SigningConfiguration.Select(services, selector, count, _time.GetUtcNow(), versions);
        return services.IsEmpty || !selected.IsEmpty
            ? selected
            : throw SigstoreErrors.SettingRefused.Fail("The signing configuration", $"of what it names as {kind}, not enough serves now and speaks a version that is spoken here");
    }
}
