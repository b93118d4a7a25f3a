using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>
/// The key of one build. What it is made of is read once, at the beginning; it is opened while the image is being made, since a password is slow on purpose.
/// </summary>
internal sealed class BuildSigner : IDisposable
{
    private readonly SigningSettings _settings;
    private readonly KeyReference _reference;
    private readonly ConcurrentQueue<Diagnostic> _warnings = new();
    private readonly string? _pem;
    private Task<ISigner>? _opening;

    private BuildSigner(SigningSettings settings, KeyReference reference, Action<Diagnostic> warn)
    {
        _settings = settings;
        _reference = reference;
        _pem = reference.Kind is KeyReferenceKind.File or KeyReferenceKind.Environment ? SigningKeys.ReadText(reference, settings.Secrets, warn) : null;
        Identity = string.Join('\n', [reference.Kind.ToString(), settings.Formats.ToString(), .. _pem is null ? [reference.Place, .. reference.Arguments] : new[] { HashOf(_pem) }]);
    }

    /// <summary>What makes it another key, without a word of it: where it changes, the image is signed anew.</summary>
    public string Identity { get; }

    /// <summary>Whether it is the user's development key.</summary>
    public bool IsDevelopment => _settings.Key is null;

    /// <summary>The file of the public half, where one lies beside the private one.</summary>
    public string? PublicFile => _reference.Kind == KeyReferenceKind.File && DevelopmentKey.PublicFile(_reference.Place) is var file && File.Exists(file) ? file : null;

    /// <summary>Reads what the key is made of; null where nothing is signed.</summary>
    /// <exception cref="WolfiException">It is not there.</exception>
    public static BuildSigner? Read(SigningSettings? settings, Action<Diagnostic> warn)
    {
        if (settings is null)
        {
            return null;
        }

        if (settings.Key is { } named)
        {
            return new BuildSigner(settings, named, warn);
        }

        string file = settings.DevelopmentKeyFile ?? throw SigningErrors.NoDevelopmentKey.Fail("there is no folder for it");
        DevelopmentKey.Ensure(file);
        return new BuildSigner(settings, new KeyReference(KeyReferenceKind.File, file, []), warn);
    }

    /// <summary>Begins to open the key.</summary>
    public void Begin(CancellationToken cancellationToken) => _opening = Task.Run(() => OpenAsync(cancellationToken), cancellationToken);

    /// <summary>The opened key, once it is.</summary>
    /// <exception cref="WolfiException">It is of another kind, or does not open.</exception>
    public async Task<ISigner> GetAsync(Action<Diagnostic> warn)
    {
        ISigner signer = await _opening!.ConfigureAwait(false);
        while (_warnings.TryDequeue(out Diagnostic? warning))
        {
            warn(warning);
        }

        return signer;
    }

    /// <inheritdoc/>
    public void Dispose() => _opening?.ContinueWith(
        static opened => opened.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    private async Task<ISigner> OpenAsync(CancellationToken cancellationToken) => _pem is null
        ? await SigningKeys.OpenAsync(_reference, _settings.Secrets, _warnings.Enqueue, cancellationToken).ConfigureAwait(false)
        : SigningKeys.Open(_reference, _pem, _settings.Secrets, IsDevelopment ? static warning => { } : _warnings.Enqueue);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
