using System.Collections.Immutable;
using System.Globalization;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>Signing configurations in JSON.</summary>
internal static class SigningConfigurationJson
{
    public static SigningConfiguration Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.AllowOnly("mediaType", "caUrls", "oidcUrls", "rekorTlogUrls", "rekorTlogConfig", "tsaUrls", "tsaConfig");
        string type = top.Require("mediaType").AsText();
        if (type != SigningConfiguration.MediaType)
        {
            throw top.Fault(EvidenceFault.Unsupported, $"is a '{Shown.Text(type)}' where '{SigningConfiguration.MediaType}' is read");
        }

        // Where a person would log in is of no use to a build; it is read so that nothing damaged passes.
        Services(top.Find("oidcUrls"));
        (ServiceSelector logSelector, int logCount) = Selector(top.Find("rekorTlogConfig"));
        (ServiceSelector timestampSelector, int timestampCount) = Selector(top.Find("tsaConfig"));
        return new SigningConfiguration
        {
            Authorities = Services(top.Find("caUrls")),
            Logs = Services(top.Find("rekorTlogUrls")),
            LogSelector = logSelector,
            LogCount = logCount,
            TimestampServers = Services(top.Find("tsaUrls")),
            TimestampSelector = timestampSelector,
            TimestampCount = timestampCount,
        };
    });

    private static ImmutableArray<SigstoreService> Services(JsonPart? list) => [.. (list?.Items(Limits.SigstoreServices) ?? []).Select(Service)];

    private static SigstoreService Service(JsonPart part)
    {
        part.AllowOnly("url", "majorApiVersion", "validFor", "operator");
        JsonPart place = part.Require("url");
        JsonPart version = part.Require("majorApiVersion");
        JsonPart? validFor = part.Find("validFor");
        validFor?.AllowOnly("start", "end");
        return new SigstoreService(
            SigstoreService.TryParseUrl(place.AsText(), out Uri? url) ? url! : throw place.Fault("is no https URL"),
            version.AsNumber() is > 0 and <= int.MaxValue and var number ? (int)number : throw version.Fault("is no version"))
        {
            Operator = part.Text("operator") ?? "",
            ValidFrom = validFor?.Find("start") is { } start ? Time(start) : DateTimeOffset.MinValue,
            ValidUntil = validFor?.Find("end") is { } end ? Time(end) : null,
        };
    }

    // Where nothing is said, one will do.
    private static (ServiceSelector Selector, int Count) Selector(JsonPart? part)
    {
        if (part is not { } found)
        {
            return (ServiceSelector.Any, 1);
        }

        found.AllowOnly("selector", "count");
        JsonPart? count = found.Find("count");
        long number = count?.AsNumber() ?? 0;
        return found.Text("selector") switch
        {
            null or "ANY" or "SERVICE_SELECTOR_UNDEFINED" => (ServiceSelector.Any, 1),
            "ALL" => (ServiceSelector.All, 1),
            "EXACT" => number is > 0 and <= Limits.SigstoreServices ? (ServiceSelector.Exact, (int)number) : throw found.Fault("counts no services"),
            var other => throw found.Fault($"has the selector '{Shown.Text(other)}', which is not known"),
        };
    }

    private static DateTimeOffset Time(JsonPart part) =>
        DateTimeOffset.TryParse(part.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            && part.AsText().Contains('T', StringComparison.Ordinal)
            ? time
            : throw part.Fault("is no time in RFC 3339's form");
}
