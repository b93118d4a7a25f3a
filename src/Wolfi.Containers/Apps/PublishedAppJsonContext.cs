using System.Text.Json.Serialization;

namespace Wolfi.Containers.Apps;

/// <summary>How the document is read and written: strictly, and with bounds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n",
    AllowDuplicateProperties = false,
    MaxDepth = AppLimits.DocumentDepth,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PublishedAppDocument))]
internal sealed partial class PublishedAppJsonContext : JsonSerializerContext;
