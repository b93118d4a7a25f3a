namespace Wolfi.Containers.Needs;

/// <summary>One reason for a need.</summary>
/// <param name="Subject">The published file, by its path below the publish folder, or the setting that raised the need.</param>
/// <param name="Reason">Why, as the end of the sentence "SUBJECT: …".</param>
/// <param name="Atom">The one atom of the need that this reason asks for; null for all of them.</param>
/// <param name="Confidence">How sure the reason is.</param>
public sealed record NeedEvidence(string Subject, string Reason, string? Atom = null, NeedConfidence Confidence = NeedConfidence.Certain);
