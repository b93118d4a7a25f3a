namespace Wolfi.Apk.Caching;

/// <summary>What a path itself is.</summary>
/// <param name="Owner">User number.</param>
/// <param name="IsFile">A regular file.</param>
/// <param name="IsFolder">A directory.</param>
/// <param name="Mode">Permission bits.</param>
internal readonly record struct UnixFileStatus(uint Owner, bool IsFile, bool IsFolder, UnixFileMode Mode);
