namespace Wolfi.Containers.Settings;

/// <summary>How a project gives a setting.</summary>
public enum SettingKind
{
    /// <summary>A property.</summary>
    Property,

    /// <summary>Items.</summary>
    Item,

    /// <summary>A property that the .NET SDK or the project has anyway, and that a default is taken from.</summary>
    Fact,
}
