using System.Text;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// Looks up a server in the user's netrc file. The file serves other programs too, so what is wrong with it is told only where it names the server, and as
/// a warning: whether the server wants credentials at all is its own affair.
/// </summary>
internal static class NetrcFile
{
    private const int MostBytes = 256 * 1024;

    private const UnixFileMode OpenToOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>The server's credential; null where the file has none or can't be used.</summary>
    public static RepositoryCredential? Find(string path, RepositoryOrigin origin, Action<Diagnostic> warn)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using FileStream file = InputFile.Open(path);
            string text = ReadText(file);
            if (!text.Contains(origin.Host, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & OpenToOthers) != 0)
            {
                warn(CredentialErrors.NetrcOpenToOthers.Create(path));
                return null;
            }

            return Netrc.Parse(text).Find(origin) is { } machine ? Credential(machine, path) : null;
        }
        catch (NetrcException e)
        {
            warn(CredentialErrors.NetrcUnused.Create(path, e.Message));
        }
        catch (DecoderFallbackException)
        {
            warn(CredentialErrors.NetrcUnused.Create(path, "it is not UTF-8"));
        }
        catch (WolfiException e)
        {
            warn(CredentialErrors.NetrcUnused.Create(path, e.InnerException is { } inner ? SystemReason.Of(inner) : "it is no regular file"));
        }
        catch (IOException e)
        {
            warn(CredentialErrors.NetrcUnused.Create(path, SystemReason.Of(e)));
        }

        return null;
    }

    private static string ReadText(FileStream file)
    {
        byte[] buffer = new byte[MostBytes + 1];
        int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MostBytes
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(buffer, 0, length)
            : throw new NetrcException(1, FormattableString.Invariant($"the file has more than {MostBytes} bytes"));
    }

    private static RepositoryCredential Credential(NetrcMachine machine, string path) =>
        RepositoryCredential.TryBasic(machine.Login!, machine.Password!, FormattableString.Invariant($"{path}, line {machine.Line}"), out RepositoryCredential? credential)
            ? credential
            : throw new NetrcException(machine.Line, "a user name holds no colon");
}
