namespace Wolfi.Containers.Settings;

/// <summary>Bounds of what a project may ask for.</summary>
internal static class SettingsLimits
{
    /// <summary>Longest image name, as the distribution specification has it.</summary>
    public const int RepositoryName = 255;

    /// <summary>Longest tag, as the distribution specification has it.</summary>
    public const int Tag = 128;

    /// <summary>Longest value of an environment variable, in characters: what Linux takes as one string of a new process.</summary>
    public const int VariableValue = 128 * 1024 - 1024;

    /// <summary>Longest name of a label.</summary>
    public const int LabelName = 255;

    /// <summary>Longest value of a label, in characters: labels are read whole by every tool that lists images.</summary>
    public const int LabelValue = 64 * 1024;

    /// <summary>Longest values of all labels together, in characters.</summary>
    public const int AllLabels = 512 * 1024;

    /// <summary>Most bytes of a key file.</summary>
    public const int KeyFile = 64 * 1024;

    /// <summary>Latest time that SOURCE_DATE_EPOCH may name: the end of 2199, in seconds since 1970. Later ones are mistakes.</summary>
    public const long LatestEpoch = 7_258_118_399;
}
