using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>The sources of credentials with the command that the project names, if it names one.</summary>
internal static class CredentialCommands
{
    public static CredentialSources Read(RawPublishOptions raw, PublishSurroundings surroundings, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiCredentialCommand];
        if (text.Length == 0)
        {
            return surroundings.Credentials;
        }

        if (Path.GetFileName(text) == text)
        {
            return surroundings.Credentials.WithCommand(text);
        }

        string path = raw.FullPath(text);
        if (!surroundings.Files.FileExists(path))
        {
            bag.Add(SettingsErrors.CredentialCommandNotFound, Values.Shown(path));
        }

        return surroundings.Credentials.WithCommand(path);
    }
}
