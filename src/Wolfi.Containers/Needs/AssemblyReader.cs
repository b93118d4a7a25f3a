using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Wolfi.Containers.Needs;

/// <summary>Reads the metadata of managed assemblies (ECMA-335 II); no code is looked at, and nothing is loaded.</summary>
/// <remarks>Whatever the content, it returns a value, in memory that is bounded by <see cref="AssemblyLimits"/>.</remarks>
public static class AssemblyReader
{
    private const int HeaderBuffer = 4096;

    /// <summary>Reads from a seekable stream, from its beginning.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="watched">Full names of the types whose use, and whose members' use, is told.</param>
    /// <param name="facades">Names of assemblies that only hand on to others: of them the types that they hand on are told, and of others the types used from them.</param>
    /// <exception cref="ArgumentException">The stream can't seek.</exception>
    /// <exception cref="IOException">The stream itself failed.</exception>
    public static AssemblyScan Read(Stream stream, IReadOnlySet<string> watched, IReadOnlySet<string> facades)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(watched);
        ArgumentNullException.ThrowIfNull(facades);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be seekable.", nameof(stream));
        }

        stream.Position = 0;
        Span<byte> magic = stackalloc byte[2];
        if (stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual("MZ"u8))
        {
            return new AssemblyScan.NotManaged();
        }

        try
        {
            return ReadImage(stream, watched, facades);
        }
        catch (Exception e) when (IsOfContent(e))
        {
            return new AssemblyScan.Unscannable("its headers or metadata are damaged");
        }
    }

    // What the metadata reader throws at damaged input. A stream that fails is no fault of the content, but one that ends early is.
    private static bool IsOfContent(Exception e) =>
        e is BadImageFormatException or EndOfStreamException or InvalidOperationException or InvalidCastException or OverflowException
            or ArgumentException or IndexOutOfRangeException or NotSupportedException;

    private static AssemblyScan ReadImage(Stream stream, IReadOnlySet<string> watched, IReadOnlySet<string> facades)
    {
        stream.Position = 0;

        // The buffer is not disposed, because that would close the stream.
        PEHeaders headers = new(new BufferedStream(stream, HeaderBuffer), (int)Math.Min(stream.Length, int.MaxValue));
        if (headers.CorHeader is null)
        {
            return new AssemblyScan.NotManaged();
        }

        if (headers.MetadataSize is <= 0 or > AssemblyLimits.MetadataBytes)
        {
            return new AssemblyScan.Unscannable(string.Create(
                CultureInfo.InvariantCulture, $"its metadata has {headers.MetadataSize} bytes, and {AssemblyLimits.MetadataBytes} are accepted"));
        }

        // Into memory rather than mapped: a file that shrinks under a mapping would end the process.
        byte[] metadata = new byte[headers.MetadataSize];
        stream.Position = headers.MetadataStartOffset;
        stream.ReadExactly(metadata);
        using MetadataReaderProvider provider = MetadataReaderProvider.FromMetadataImage(ImmutableCollectionsMarshal.AsImmutableArray(metadata));
        MetadataReader reader = provider.GetMetadataReader();
        return reader.IsAssembly ? ReadAssembly(reader, watched, facades) : new AssemblyScan.NotManaged();
    }

    private static AssemblyScan ReadAssembly(MetadataReader reader, IReadOnlySet<string> watched, IReadOnlySet<string> facades)
    {
        int references = reader.AssemblyReferences.Count;
        int modules = reader.GetTableRowCount(TableIndex.ModuleRef);
        if (references > AssemblyLimits.References || modules > AssemblyLimits.NativeLibraries)
        {
            return new AssemblyScan.Unscannable(string.Create(
                CultureInfo.InvariantCulture, $"it references {references} assemblies and {modules} native libraries, and {AssemblyLimits.References} and {AssemblyLimits.NativeLibraries} are accepted"));
        }

        string name = Text(reader, reader.GetAssemblyDefinition().Name);
        return new AssemblyScan.Readable(new AssemblyFile
        {
            Name = name,
            Forwarded = [.. (facades.Contains(name) ? HandedOn(reader) : UsedFrom(reader, facades)).Distinct().OrderBy(type => type.Type, StringComparer.Ordinal)],
            References = Sorted(reader.AssemblyReferences.Select(handle => AssemblyName(reader, handle))),
            NativeLibraries = modules == 0 ? [] : Sorted(NativeLibraries(reader)),
            Uses = watched.Count == 0 ? [] : Sorted(Uses(reader, watched)),
        });
    }

    private static IEnumerable<string> NativeLibraries(MetadataReader reader)
    {
        HashSet<ModuleReferenceHandle> seen = [];
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0 && method.GetImport().Module is { IsNil: false } module && seen.Add(module))
            {
                yield return Text(reader, reader.GetModuleReference(module).Name);
            }
        }
    }

    private static IEnumerable<ForwardedType> HandedOn(MetadataReader reader)
    {
        foreach (ExportedTypeHandle handle in reader.ExportedTypes)
        {
            ExportedType type = reader.GetExportedType(handle);
            if (type.IsForwarder && type.Implementation.Kind == HandleKind.AssemblyReference)
            {
                yield return new ForwardedType(FullName(reader, type.Namespace, type.Name), AssemblyName(reader, (AssemblyReferenceHandle)type.Implementation));
            }
        }
    }

    private static IEnumerable<ForwardedType> UsedFrom(MetadataReader reader, IReadOnlySet<string> facades)
    {
        HashSet<EntityHandle> scopes = [.. reader.AssemblyReferences.Where(handle => facades.Contains(AssemblyName(reader, handle))).Select(handle => (EntityHandle)handle)];
        if (scopes.Count == 0)
        {
            yield break;
        }

        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            TypeReference type = reader.GetTypeReference(handle);
            if (scopes.Contains(type.ResolutionScope))
            {
                yield return new ForwardedType(FullName(reader, type.Namespace, type.Name), AssemblyName(reader, (AssemblyReferenceHandle)type.ResolutionScope));
            }
        }
    }

    private static IEnumerable<string> Uses(MetadataReader reader, IReadOnlySet<string> watched)
    {
        Dictionary<EntityHandle, string> types = [];
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            TypeReference type = reader.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.TypeReference && FullName(reader, type.Namespace, type.Name) is var name && watched.Contains(name))
            {
                types[handle] = name;
                yield return name;
            }
        }

        if (types.Count == 0)
        {
            yield break;
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (types.TryGetValue(member.Parent, out string? type))
            {
                yield return $"{type}.{Text(reader, member.Name)}";
            }
        }
    }

    private static string AssemblyName(MetadataReader reader, AssemblyReferenceHandle handle) => Text(reader, reader.GetAssemblyReference(handle).Name);

    private static string FullName(MetadataReader reader, StringHandle space, StringHandle name) =>
        space.IsNil ? Text(reader, name) : $"{Text(reader, space)}.{Text(reader, name)}";

    private static string Text(MetadataReader reader, StringHandle handle)
    {
        string text = reader.GetString(handle);
        return text.Length <= AssemblyLimits.NameCharacters ? text : text[..AssemblyLimits.NameCharacters];
    }

    private static ImmutableArray<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
