namespace Wolfi.Containers.Settings;

/// <summary>A need that the project adds or leaves out by hand (<c>WolfiNeed</c>).</summary>
/// <param name="Name">The need's name, such as <c>icu</c>, as the project writes it.</param>
/// <param name="Omit">True to leave it out, false to add it.</param>
public sealed record DeclaredNeed(string Name, bool Omit);
