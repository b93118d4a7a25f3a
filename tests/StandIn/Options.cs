namespace Wolfi.StandIn;

/// <summary>What the command line asks for: <c>StandIn DIR [--key FILE]</c>.</summary>
internal sealed record Options(string Folder, string? KeyFile)
{
    public const string Usage = """
        usage: StandIn DIR [--key FILE]

        Makes a signed APK repository in DIR out of this machine's libraries and shared .NET runtimes,
        under Wolfi's package names: DIR/x86_64, DIR/aarch64 and the public key DIR/stand-in.rsa.pub.
          --key FILE   sign with this RSA private key (PEM); made there when the file is absent.
                       Without it a key is made and thrown away.
        """;

    public static Options? Parse(string[] arguments)
    {
        string? folder = null, keyFile = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--key" when i + 1 < arguments.Length && keyFile is null:
                    keyFile = Path.GetFullPath(arguments[++i]);
                    break;
                case ['-', ..] or "":
                    return null;
                default:
                    if (folder is not null)
                    {
                        return null;
                    }

                    folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(arguments[i]));
                    break;
            }
        }

        return folder is null ? null : new Options(folder, keyFile);
    }
}
