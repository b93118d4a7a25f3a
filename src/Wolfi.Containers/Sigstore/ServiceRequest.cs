using System.Collections.Immutable;
using System.Net;

namespace Wolfi.Containers.Sigstore;

/// <summary>One question to a service, as often as it has to be asked.</summary>
internal sealed record ServiceRequest
{
    /// <summary>The address.</summary>
    public required Uri Url { get; init; }

    /// <summary>What messages call the service, with an article, at the beginning of a sentence.</summary>
    public required string Service { get; init; }

    /// <summary>What is posted; null where it is only asked for.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>A token for the Authorization header; null for none.</summary>
    public string? Bearer { get; init; }

    /// <summary>Statuses that the caller understands; all others are failures.</summary>
    public ImmutableArray<HttpStatusCode> Expected { get; init; } = [HttpStatusCode.OK, HttpStatusCode.Created];

    /// <summary>Bytes that an answer may have.</summary>
    public int Limit { get; init; } = 1024 * 1024;

    /// <summary>Whether a text of the service's repeats a secret of the question.</summary>
    public Func<string, bool> RepeatsSecret { get; init; } = static text => false;
}
