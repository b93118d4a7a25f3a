using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class AllowedCapabilities_of_packages
{
    [TestMethod]
    public async Task That_no_file_has_are_told_with_the_reason()
    {
        using SmallWorld world = new();
        PublishRequest request = world.Request();
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(
            request with { Repositories = [request.Repositories[0] with { AllowedCapabilities = ["glibc:/usr/bin/ping", "glibc:/usr/lib/libc.so.6", "ping:/usr/bin/ping"] }] },
            observer);
        CollectionAssert.AreEqual(
            new[]
            {
                "WolfiAllowCapability 'glibc:/usr/bin/ping' allows nothing: glibc-1.0-r0 has no such file.",
                "WolfiAllowCapability 'glibc:/usr/lib/libc.so.6' allows nothing: that file of glibc-1.0-r0 has no capabilities.",
                "WolfiAllowCapability 'ping:/usr/bin/ping' allows nothing: the image has no package ping.",
            },
            observer.Warnings.Where(warning => warning.Descriptor == EvidenceErrors.CapabilityUnused).Select(warning => warning.Message).ToArray());
    }
}
