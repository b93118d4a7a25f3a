using System.Text.Json.Serialization;

namespace Wolfi.Containers.Publishing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(PublishRecord))]
internal sealed partial class PublishRecordContext : JsonSerializerContext;
