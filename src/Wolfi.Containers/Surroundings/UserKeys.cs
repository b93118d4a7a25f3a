using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Surroundings;

/// <summary>Which keys are the user's own.</summary>
public static class UserKeys
{
    /// <summary>Whether a reference names the user's development key.</summary>
    public static bool IsDevelopmentKey(KeyReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Kind == KeyReferenceKind.File
            && UserFolders.Data(Environment.GetEnvironmentVariable) is { } data
            && Path.GetFullPath(reference.Place) == Path.GetFullPath(UserCache.DevelopmentKeyFileIn(data));
    }
}
