namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiShowAdvice</c>.</summary>
    public static Setting WolfiShowAdvice { get; } = Property("true", "Whether a build says what other ways to publish would save.");

    /// <summary>The property <c>WolfiOmitDebuggerFiles</c>.</summary>
    public static Setting WolfiOmitDebuggerFiles { get; } = Property("false",
        "Whether a self-contained app's image leaves out the runtime's files for debuggers, dumps, LTTng and other garbage collectors.");
}
