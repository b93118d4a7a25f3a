using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Wolfi.Containers.Tests.Apps;

/// <summary>Makes empty assemblies that name the file of their symbols.</summary>
internal static class Assemblies
{
    public static byte[] WithSymbolPath(string path)
    {
        MetadataBuilder metadata = new();
        metadata.AddModule(0, metadata.GetOrAddString("x.dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("x"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        DebugDirectoryBuilder debug = new();
        debug.AddCodeViewEntry(path, new BlobContentId(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 1), 0x0100);
        ManagedPEBuilder builder = new(new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(metadata), new BlobBuilder(), debugDirectoryBuilder: debug);
        BlobBuilder image = new();
        builder.Serialize(image);
        return image.ToArray();
    }
}
