using System.Security.Cryptography;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool;

/// <summary>
/// What nearly every run needs and what takes long to begin with, done on a second processor while the first one reads the command line and the files:
/// hearing signals, and loading the system's cryptography and what writes JSON.
/// </summary>
internal static class Preparation
{
    /// <summary>Begins with it. Whoever needs a part of it before it is done waits for that part.</summary>
    public static void Begin() => new Thread(Prepare) { IsBackground = true }.UnsafeStart();

    private static void Prepare()
    {
        try
        {
            Interruption.Watch();
            SHA256.HashData([]);
            Json.Prepare();
        }
        catch (Exception e) when (e is CryptographicException or TypeInitializationException or DllNotFoundException)
        {
            // Who needs it hears of it.
        }
    }
}
