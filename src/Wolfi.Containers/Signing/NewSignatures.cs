using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;

namespace Wolfi.Containers.Signing;

/// <summary>Signatures that were made, and not yet put anywhere.</summary>
/// <param name="Subjects">What was signed, an index before its images.</param>
/// <param name="Bundles">The bundles, as referrers.</param>
/// <param name="Classic">The classic signatures.</param>
internal sealed record NewSignatures(ImmutableArray<SignedSubject> Subjects, ImmutableArray<Artifact> Bundles, ImmutableArray<TaggedAttachments> Classic)
{
    public static NewSignatures Nothing { get; } = new([], [], []);

    public bool IsEmpty => Bundles.IsEmpty && Classic.IsEmpty;

    public NewSignatures With(SignedSubject subject, ImmutableArray<Artifact> bundles, ImmutableArray<TaggedAttachments> classic) =>
        new(Subjects.Add(subject), Bundles.AddRange(bundles), Classic.AddRange(classic));
}
