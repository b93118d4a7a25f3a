namespace Wolfi.Containers.Sigstore;

/// <summary>A fault of a service that may pass: the same is asked again. Never leaves the client.</summary>
/// <param name="reason">What happens, with "it" as subject.</param>
internal sealed class PassingServiceFault(string reason) : Exception(reason)
{
    /// <summary>The pause that the service asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
