namespace Wolfi.Containers.Verification;

/// <summary>Something that the project added by hand.</summary>
/// <param name="Kind">The word for it: certificate, account or file.</param>
/// <param name="Name">What a policy calls it: a certificate's SHA-256 fingerprint, <c>account:NAME</c>, or a file's absolute path.</param>
/// <param name="Text">The same for people, with what it is.</param>
public sealed record DeclaredThing(string Kind, string Name, string Text);
