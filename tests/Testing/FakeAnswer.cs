namespace Wolfi.Testing;

/// <summary>What a fake service answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Headers.</param>
public sealed record FakeAnswer(int Status, byte[] Body, params (string Name, string Value)[] Headers);
