namespace Wolfi.Apk.Repositories;

/// <summary>A fault that may pass: the same request is tried again. Never leaves the downloader.</summary>
internal sealed class TransientException(string message, Exception? inner = null, ApkFault fault = ApkFault.RepositoryUnreachable, TimeSpan? retryAfter = null)
    : Exception(message, inner)
{
    /// <summary>What it is when it does not pass.</summary>
    public ApkFault Fault { get; } = fault;

    /// <summary>The pause that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
