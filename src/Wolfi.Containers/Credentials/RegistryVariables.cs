using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// The .NET SDK's environment variables for the credentials of the one registry that is pushed to, or pulled from. Those without a direction are for pushing:
/// what is pulled from may be anybody's.
/// </summary>
internal static class RegistryVariables
{
    private const string User = "_UNAME";
    private const string Password = "_PWORD";

    private static readonly ImmutableArray<string> s_push = ["DOTNET_CONTAINER_PUSH_REGISTRY", "SDK_CONTAINER_PUSH_REGISTRY", "DOTNET_CONTAINER_REGISTRY", "SDK_CONTAINER_REGISTRY"];

    private static readonly ImmutableArray<string> s_pull = ["DOTNET_CONTAINER_PULL_REGISTRY", "SDK_CONTAINER_PULL_REGISTRY"];

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names => s_push.Concat(s_pull).SelectMany(name => new[] { name + User, name + Password });

    /// <summary>The credential of the first pair that is set; null where none is.</summary>
    /// <exception cref="WolfiException">One of a pair is set alone, or they can't be a credential.</exception>
    public static RegistryCredential? Find(ImmutableDictionary<string, string> variables, RegistryUse use)
    {
        foreach (string name in use == RegistryUse.Push ? s_push : s_pull)
        {
            string user = variables.GetValueOrDefault(name + User, "");
            string password = variables.GetValueOrDefault(name + Password, "");
            if (user.Length == 0 && password.Length == 0)
            {
                continue;
            }

            if (user.Length == 0 || password.Length == 0)
            {
                throw RegistryCredentialErrors.HalfAPair.Fail(name + (user.Length == 0 ? Password : User), name + (user.Length == 0 ? User : Password));
            }

            return RegistryCredential.TryPassword(user, password, name + User, out RegistryCredential? credential)
                ? credential
                : throw RegistryCredentialErrors.VariableDamaged.Fail(name + User, name + Password);
        }

        return null;
    }
}
