using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.StandIn.Machines;

namespace Wolfi.StandIn.Packages;

/// <summary>Collects the files of one package. Modes are given, never read from the machine's files.</summary>
internal sealed class Tree
{
    private readonly List<PackageContent> _contents = [];

    public ImmutableArray<PackageContent> Contents => [.. _contents];

    public Tree Directory(string path, int mode = 0b111_101_101)
    {
        _contents.Add(PackageContent.Directory(path, mode));
        return this;
    }

    public Tree Link(string path, string target)
    {
        _contents.Add(PackageContent.SymbolicLink(path, target));
        return this;
    }

    public Tree Text(string path, string text, int mode = 0b110_100_100)
    {
        _contents.Add(PackageContent.File(path, mode, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    public Tree File(string path, string source, int mode = 0b110_100_100)
    {
        FileInfo file = new(source);
        if (!file.Exists)
        {
            throw new StandInException($"'{source}' is not on this machine.");
        }

        file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        _contents.Add(PackageContent.File(path, mode, file.Length, () => System.IO.File.OpenRead(file.FullName)));
        return this;
    }

    /// <summary>A library at <c>usr/lib</c>: its real file, and the link of its SONAME when that is another name.</summary>
    public Tree Library(Machine machine, string name)
    {
        string real = machine.Library(name);
        string realName = Path.GetFileName(real);
        File($"usr/lib/{realName}", real, 0b111_101_101);
        return realName == name ? this : Link($"usr/lib/{name}", realName);
    }

    public Tree Libraries(Machine machine, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            Library(machine, name);
        }

        return this;
    }

    /// <summary>A folder with all below it: files 0644 (0755 when <paramref name="executable"/> says so), links as they are and never followed.</summary>
    /// <param name="path">Where it lies in the package.</param>
    /// <param name="source">The folder on this machine.</param>
    /// <param name="include">Whether the file or folder of that path below the source is taken.</param>
    /// <param name="executable">Whether the file of that path is executable.</param>
    public Tree Folder(string path, string source, Func<string, bool>? include = null, Func<string, bool>? executable = null)
    {
        Add(new DirectoryInfo(source), "");
        return this;

        void Add(DirectoryInfo folder, string prefix)
        {
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
            {
                string relative = prefix + entry.Name;
                if (include?.Invoke(relative) == false)
                {
                    continue;
                }

                if (entry.LinkTarget is string target)
                {
                    Link($"{path}/{relative}", target);
                }
                else if (entry is DirectoryInfo inner)
                {
                    Add(inner, relative + "/");
                }
                else
                {
                    File($"{path}/{relative}", entry.FullName, executable?.Invoke(relative) == true ? 0b111_101_101 : 0b110_100_100);
                }
            }
        }
    }
}
