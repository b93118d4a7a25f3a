using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Verification;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Publishing;

/// <summary>The verification in a build: an image whose bytes are not all accounted for never takes the place of the last one.</summary>
internal static class VerificationCheck
{
    /// <summary>Verifies the image where the project asks for it. What the project itself sets and declares is allowed; what it starts and as whom is not.</summary>
    /// <exception cref="WolfiException">The first finding; the others are told before.</exception>
    public static void Run(PublishRequest request, Image image, ImmutableArray<VouchingIndex> vouchers, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (!request.Verify)
        {
            return;
        }

        AccountPolicy policy = new()
        {
            PackageKeys = Keyring.Create(request.Repositories.SelectMany(repository => repository.IndexKeys.Keys.Concat(repository.PackageKeys.Keys))),
            MinimumSignature = request.Repositories.Select(repository => repository.MinimumSignature).DefaultIfEmpty(SignatureAlgorithm.Rsa256).Min(),
            AttachedIndexes = [.. vouchers.Select(voucher => Read(voucher, cancellationToken))],
            AllowAllDeclared = true,
            AllowedEnvironment = [.. request.Container.Environment.Select(variable => variable.Key)],
        };
        ByteAccount account = ImageAccountant.Account(image, entry: null, policy, stated: null, cancellationToken);
        foreach (Diagnostic finding in account.Findings.Skip(1))
        {
            observer.Report(finding.ToString());
        }

        if (!account.IsComplete)
        {
            throw new WolfiException(account.Findings[0]);
        }

        observer.Report($"Verified: every byte of {account.Digest} is accounted for.");
    }

    private static PackageIndex Read(VouchingIndex voucher, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new(voucher.Stored.ToArray(), writable: false);
        return IndexReader.Read(stream, voucher.Repository.ToString(), voucher.Repository.IndexKeys, voucher.Repository.MinimumSignature, allowUnsignedUnsafe: false, cancellationToken);
    }
}
