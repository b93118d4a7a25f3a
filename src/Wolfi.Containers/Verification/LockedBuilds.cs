using System.Text.Json;
using Wolfi.Containers.Locking;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Verification;

/// <summary>Reads of signed provenance whether the build ran in locked mode: with a lock file, from which it could not have drifted.</summary>
internal static class LockedBuilds
{
    /// <summary>Why none of the provenance says so, as the end of a sentence; null where one does, or where there is none at all, which is told as missing.</summary>
    public static string? FaultOf(ImageEvidence evidence)
    {
        string?[] faults = [.. evidence.Statements.Where(proved => proved.Statement.PredicateType == EvidenceTypes.ProvenancePredicate).Select(proved => FaultOf(proved.Statement.Predicate))];
        return faults.Contains(null) ? null : faults.FirstOrDefault();
    }

    private static string? FaultOf(ReadOnlyMemory<byte> predicate)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(predicate);
            JsonElement build = document.RootElement.GetProperty("buildDefinition");
            return build.GetProperty("internalParameters").GetProperty("locked").ValueKind != JsonValueKind.True ? "it says that the build was not locked"
                : !build.GetProperty("resolvedDependencies").EnumerateArray().Any(IsLockFile) ? "it names no lock file"
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "it does not say whether the build was locked";
        }
    }

    private static bool IsLockFile(JsonElement dependency) =>
        dependency.TryGetProperty("name", out JsonElement name)
        && name.ValueEquals(LockFile.FileName)
        && dependency.GetProperty("digest").GetProperty("sha256").GetString() is { Length: > 0 };
}
