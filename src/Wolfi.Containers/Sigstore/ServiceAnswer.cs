using System.Net;

namespace Wolfi.Containers.Sigstore;

/// <summary>What a service answers.</summary>
/// <param name="Status">The status, one of those that were expected.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Location">Where the answer points; null for nowhere.</param>
internal sealed record ServiceAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, Uri? Location);
