namespace Wolfi.Containers.Verification;

/// <summary>Something that the project added by hand.</summary>
/// <param name="Kind">The word for it: certificate, account, file or capability.</param>
/// <param name="Name">What a policy calls it: a certificate's SHA-256 fingerprint, <c>account:NAME</c>, a file's absolute path, or <c>capability:PACKAGE:/path</c>.</param>
/// <param name="Text">The same for people, with what it is.</param>
public sealed record DeclaredThing(string Kind, string Name, string Text);
