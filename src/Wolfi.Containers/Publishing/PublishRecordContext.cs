using System.Text.Json.Serialization;

namespace Wolfi.Containers.Publishing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(PublishRecord))]
[JsonSerializable(typeof(PushedRecord))]
internal sealed partial class PublishRecordContext : JsonSerializerContext;
