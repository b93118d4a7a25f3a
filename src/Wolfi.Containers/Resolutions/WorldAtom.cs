namespace Wolfi.Containers.Resolutions;

/// <summary>One atom of the world with whoever asks for it.</summary>
/// <param name="Atom">The atom in apk's notation.</param>
/// <param name="Chain">The way from the app's file or the property to the atom, for messages: <c>libdemo.so -> so:libz.so.1</c>.</param>
public sealed record WorldAtom(string Atom, string Chain);
