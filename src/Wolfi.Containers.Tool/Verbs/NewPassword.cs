using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>The password that a key file is encrypted with: from the environment, or typed twice.</summary>
internal static class NewPassword
{
    /// <exception cref="WolfiException">There is none, it is empty, or it was typed in two ways.</exception>
    public static string Read(Terminal terminal)
    {
        KeySecrets environment = KeySecrets.OfThisProcess;
        string? password = environment.Password("");
        if (password is null && terminal.AskSecret is { } ask)
        {
            password = ask("Password of the new key file: ");
            if (password != ask("Once more: "))
            {
                throw SigningKeyErrors.NoPassword.Fail("The two passwords differ; nothing was written.");
            }
        }

        return string.IsNullOrEmpty(password) ? throw SigningKeyErrors.NoPassword.Fail("A key file needs a password, and there is none.") : password;
    }
}
