using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>One sign by which a rule recognises a need; any one is enough.</summary>
/// <param name="Modes">The ways to publish in which the sign counts.</param>
/// <param name="Kind">Where to look.</param>
/// <param name="Names">What to find there; any one.</param>
/// <param name="Confidence">What finding it says.</param>
/// <param name="Reason">Why it matters, as the end of the sentence "FILE: …"; <c>{0}</c> is the name that was found.</param>
internal sealed record NeedSign(PublishModes Modes, NeedSignKind Kind, ImmutableArray<string> Names, NeedConfidence Confidence, string Reason);
