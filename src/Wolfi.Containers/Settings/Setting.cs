namespace Wolfi.Containers.Settings;

/// <summary>One setting that is read.</summary>
/// <param name="Name">Its name in MSBuild.</param>
/// <param name="Kind">How it is given.</param>
/// <param name="Default">What counts when it is not given, in words.</param>
/// <param name="Meaning">What it does, in one sentence.</param>
public sealed record Setting(string Name, SettingKind Kind, string Default, string Meaning);
