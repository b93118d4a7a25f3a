using System.Text.Json.Serialization;

namespace Wolfi.Containers.Needs;

/// <summary>The form in which scans are kept between builds.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileScan[]))]
internal sealed partial class FileScanContext : JsonSerializerContext;
