namespace Wolfi.Apk.Indexes;

/// <summary>An architecture that an index names.</summary>
/// <param name="Name">apk's name.</param>
/// <param name="First">The place of the first record that is for it.</param>
internal sealed record RecordArchitecture(string Name, int First);
