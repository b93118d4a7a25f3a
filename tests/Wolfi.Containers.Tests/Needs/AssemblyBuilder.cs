using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Wolfi.Containers.Tests.Needs;

/// <summary>Makes small managed assemblies with the references, native calls and uses that a test is about.</summary>
public sealed class AssemblyBuilder
{
    public string Name { get; init; } = "demo";
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Native libraries, each called by one method.</summary>
    public ImmutableArray<string> NativeLibraries { get; init; } = [];

    /// <summary>Members of framework types, as <c>Namespace.Type.Member</c>.</summary>
    public ImmutableArray<string> Uses { get; init; } = [];

    /// <summary>The assembly that the types of <see cref="Uses"/> are said to lie in.</summary>
    public string Facade { get; init; } = "System.Runtime";

    public byte[] Build()
    {
        MetadataBuilder metadata = new();
        metadata.AddModule(0, metadata.GetOrAddString(Name + ".dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(Name), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        AssemblyReferenceHandle runtime = AddReference(metadata, Facade);
        foreach (string reference in References)
        {
            AddReference(metadata, reference);
        }

        foreach (string use in Uses)
        {
            AddUse(metadata, runtime, use);
        }

        AddNativeCalls(metadata);
        BlobBuilder image = new();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(),
            deterministicIdProvider: content => BlobContentId.FromHash(System.Security.Cryptography.SHA256.HashData([.. content.SelectMany(blob => blob.GetBytes())]))).Serialize(image);
        return image.ToArray();
    }

    private static AssemblyReferenceHandle AddReference(MetadataBuilder metadata, string name) =>
        metadata.AddAssemblyReference(metadata.GetOrAddString(name), new Version(10, 0, 0, 0), default, default, default, default);

    private static void AddUse(MetadataBuilder metadata, AssemblyReferenceHandle runtime, string use)
    {
        string type = use[..use.LastIndexOf('.')];
        TypeReferenceHandle parent = metadata.AddTypeReference(
            runtime, metadata.GetOrAddString(type[..type.LastIndexOf('.')]), metadata.GetOrAddString(type[(type.LastIndexOf('.') + 1)..]));
        metadata.AddMemberReference(parent, metadata.GetOrAddString(use[(use.LastIndexOf('.') + 1)..]), metadata.GetOrAddBlob(Signature()));
    }

    private void AddNativeCalls(MetadataBuilder metadata)
    {
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        foreach (string library in NativeLibraries)
        {
            MethodDefinitionHandle method = metadata.AddMethodDefinition(
                MethodAttributes.Static | MethodAttributes.PinvokeImpl, MethodImplAttributes.PreserveSig, metadata.GetOrAddString("call"), metadata.GetOrAddBlob(Signature()), -1, default);
            metadata.AddMethodImport(method, MethodImportAttributes.None, metadata.GetOrAddString("call"), metadata.AddModuleReference(metadata.GetOrAddString(library)));
        }
    }

    private static BlobBuilder Signature()
    {
        BlobBuilder signature = new();
        new BlobEncoder(signature).MethodSignature().Parameters(0, returned => returned.Void(), _ => { });
        return signature;
    }
}
