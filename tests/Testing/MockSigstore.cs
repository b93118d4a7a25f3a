using System.Diagnostics;

namespace Wolfi.Testing;

/// <summary>The kit's stand-in for Fulcio, Rekor of both versions, a timestamp server and GitHub's tokens (<c>../shared/verifiers</c>): a process on 127.0.0.1.</summary>
public sealed class MockSigstore : IDisposable
{
    /// <summary>The workflow that its tokens name.</summary>
    public const string Identity = "https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main";

    /// <summary>Who issues its tokens.</summary>
    public const string Issuer = "https://token.actions.githubusercontent.com";

    private readonly Process _process;
    private readonly TemporaryFolder _folder = new();

    private MockSigstore() => _process = Verifiers.Start("mock-sigstore.js", "--port", "0", "--out", _folder.FullPath);

    /// <summary>Its address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Where jobs of GitHub Actions would ask for a token.</summary>
    public string TokenUrl => $"{Url}/oidc?x=1";

    /// <summary>The log of version 2.</summary>
    public string SecondLog => $"{Url}/v2";

    /// <summary>The timestamp server.</summary>
    public string TimestampServer => $"{Url}/api/v1/timestamp";

    /// <summary>The file with its roots of trust.</summary>
    public string TrustedRoot => _folder.Combine("trusted_root.json");

    /// <summary>The file that names its services: the log of version 1 and the timestamp server.</summary>
    public string SigningConfig => _folder.Combine("signing_config.json");

    /// <summary>Starts it.</summary>
    public static async Task<MockSigstore> StartAsync()
    {
        MockSigstore started = new();
        string? line = await started._process.StandardOutput.ReadLineAsync();
        started.Url = line ?? throw new InvalidOperationException("The mock of Sigstore does not start: " + await started._process.StandardError.ReadToEndAsync());
        return started;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }
}
