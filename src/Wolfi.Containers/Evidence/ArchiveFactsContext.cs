using System.Text.Json.Serialization;

namespace Wolfi.Containers.Evidence;

/// <summary>How facts about archives are kept in the cache.</summary>
[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArchiveFacts))]
internal sealed partial class ArchiveFactsContext : JsonSerializerContext;
