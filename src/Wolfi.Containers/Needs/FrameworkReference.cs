namespace Wolfi.Containers.Needs;

/// <summary>A shared framework that an app asks for in its runtime configuration.</summary>
/// <param name="Name">Such as <c>Microsoft.AspNetCore.App</c>.</param>
/// <param name="Version">The lowest version, as written.</param>
/// <param name="Major">Its first number.</param>
internal sealed record FrameworkReference(string Name, string Version, int Major);
