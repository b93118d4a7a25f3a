namespace Wolfi.Containers.Smoke;

/// <summary>What a smoke run came to.</summary>
public enum SmokeEnd
{
    /// <summary>The app answered over HTTP.</summary>
    Answered,

    /// <summary>The app listens on its port.</summary>
    Listens,

    /// <summary>The app ended by itself.</summary>
    Ended,

    /// <summary>The time is over, and the app is running.</summary>
    Running,
}
