namespace Wolfi.Apk.Repositories;

/// <summary>What is known of a downloaded body.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="LengthWasTold">Whether the server said beforehand how many they would be: without that a cut-off body looks whole.</param>
/// <param name="ContentType">What the server calls it, fit for a message.</param>
internal readonly record struct HttpBody(long Length, bool LengthWasTold, string ContentType);
