using System.Globalization;
using System.Text;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>From an assembly's name to the names of the app's packages.</summary>
public static class AppNames
{
    private const int MostCharacters = 120;
    private const string Runtime = "app-runtime";
    private const string NuGet = "app-nuget";

    /// <summary>The name of the app's own package: lower case, each run of characters that package names can't have as one hyphen, no separators at the ends.</summary>
    /// <exception cref="WolfiException">Nothing is left of the name, or it is too long.</exception>
    public static string FromAssembly(string assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        StringBuilder name = new();
        foreach (char c in assemblyName)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+')
            {
                name.Append(char.ToLowerInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        string trimmed = name.ToString().TrimStart('-', '.', '_', '+').TrimEnd('-', '.', '_');
        return trimmed.Length switch
        {
            0 => throw AppErrors.InvalidName.Fail(assemblyName, "it has no ASCII letter or digit"),
            > MostCharacters => throw AppErrors.InvalidName.Fail(assemblyName, string.Create(CultureInfo.InvariantCulture, $"it has more than {MostCharacters} characters")),
            _ => trimmed is Runtime or NuGet ? trimmed + "-own" : trimmed,
        };
    }

    /// <summary>
    /// The name of one of the app's packages. Nothing of the app is in those of the lower two: their layers are the same in every app
    /// that is built on the same, and stay as they are when the app moves on.
    /// </summary>
    public static string Of(AppPackageKind kind, string own) => kind switch
    {
        AppPackageKind.RuntimePack => Runtime,
        AppPackageKind.NuGetDependencies => NuGet,
        AppPackageKind.Own => own,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
