namespace Wolfi.Oci.Registries;

/// <summary>A fault that may pass: the same is tried again. Never leaves the client.</summary>
/// <param name="fault">What it is when it does not pass.</param>
/// <param name="message">What happens, without subject.</param>
/// <param name="inner">What raised it; never anything whose text may name a proxy with its password.</param>
internal sealed class PassingFault(RegistryFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How often to try again where a registry does not know what it has just taken.</summary>
    public const int RetriesOfUnknown = 4;

    /// <summary>The pause that the registry asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How often trying again makes sense.</summary>
    public int MostRetries { get; init; } = int.MaxValue;

    /// <summary>Whether part of the work was done and stays done, so that tries are counted anew.</summary>
    public bool Progressed { get; init; }

    /// <summary>The failure, when it did not pass.</summary>
    public RegistryException Final(string shown, int tries) =>
        new(fault, $"{shown}: {Message} (tried {tries} {(tries == 1 ? "time" : "times")}).", InnerException);

    /// <summary>The same fault after some progress.</summary>
    public PassingFault AfterProgress() => new(fault, Message, InnerException) { RetryAfter = RetryAfter, MostRetries = MostRetries, Progressed = true };
}
