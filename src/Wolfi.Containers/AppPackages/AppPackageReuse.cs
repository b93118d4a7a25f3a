using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Files;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.AppPackages;

/// <summary>
/// Takes an unchanged package of the app from the last build's outputs instead of compressing it again: a self-contained app's
/// runtime does not change with its code. What a plan became is remembered in the derived store, by the control member's
/// checksum; the bytes are taken from wherever they lie, hashed, and signed anew. Where the same key signed them the file stays what it is, and gets a second name.
/// </summary>
public sealed class AppPackageReuse
{
    private const string PlanKind = "app-plan";
    private const string FactsKind = "package";

    private readonly DerivedStore _store;
    private readonly OutputPlace _lastOutputs;
    private readonly string _sdkVersion;

    /// <summary>Makes the value; nothing is read yet.</summary>
    /// <param name="store">Remembers what plans became.</param>
    /// <param name="lastOutputs">Where the last build's packages lie.</param>
    /// <param name="sdkVersion">Version of the .NET SDK, whose zlib compresses.</param>
    public AppPackageReuse(DerivedStore store, OutputPlace lastOutputs, string sdkVersion)
    {
        _store = store;
        _lastOutputs = lastOutputs;
        _sdkVersion = sdkVersion;
    }

    /// <summary>Makes the package's file from the last build's bytes; null, and no file, when they are not there or not those of this plan.</summary>
    internal ApkPackage? TryWrite(AppPackagePlan plan, PlannedAppPackage package, SigningKey key, string file, CancellationToken cancellationToken)
    {
        string last = _lastOutputs.FileNamed($"{package.Info.Name}-{package.Info.Version}.apk");
        if (_store.TryRead(PlanKind, NameOf(plan, package)) is not { } remembered || !File.Exists(last))
        {
            return null;
        }

        ApkPackage? written = null;
        try
        {
            written = Write(Encoding.ASCII.GetString(remembered), key, last, file, cancellationToken);
        }
        catch (Exception e) when (e is ApkException or IOException or UnauthorizedAccessException)
        {
            // Whatever lies there is not the last build's package: it is written anew.
        }
        finally
        {
            if (written is null)
            {
                File.Delete(file);
            }
        }

        return written;
    }

    private ApkPackage? Write(string checksum, SigningKey key, string last, string file, CancellationToken cancellationToken)
    {
        // Another name first: what is checked is then what is taken, whatever happens to the other one.
        bool linked = HardLinks.TryMake(last, file);
        using FileStream source = new(linked ? file : last, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        if (ApkPackageReader.Recall(source, last, Facts) is not { } found || found.Checksum != checksum)
        {
            return null;
        }

        if (linked && ApkPackageWriter.IsSignedBy(key, found))
        {
            return ApkPackageReader.HashAgain(source, last, cancellationToken) == found.Checksum ? found : null;
        }

        // Never through the other name.
        File.Delete(file);
        using FileStream output = new(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        ApkPackage signed = ApkPackageWriter.WriteSignedBy(key, found, source, output, cancellationToken);
        RememberFacts(signed);
        return signed;
    }

    /// <summary>Remembers what a plan became.</summary>
    internal void Remember(AppPackagePlan plan, PlannedAppPackage package, ApkPackage written)
    {
        _store.Write(PlanKind, NameOf(plan, package), Encoding.ASCII.GetBytes(written.Checksum));
        RememberFacts(written);
    }

    private void RememberFacts(ApkPackage written) => _store.Write(FactsKind, HeadHash(written), PackageFacts.Of(written).ToBytes());

    private PackageFacts? Facts(string head) => _store.TryRead(FactsKind, head) is { } bytes ? PackageFacts.TryParse(bytes) : null;

    private static string HeadHash(ApkPackage package) =>
        Convert.ToHexStringLower(SHA256.HashData([.. package.SignatureBytes, .. package.ControlBytes]));

    // All that the control and data members are a function of.
    private string NameOf(AppPackagePlan plan, PlannedAppPackage package)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{typeof(ApkPackageWriter).Assembly.ManifestModule.ModuleVersionId} {_sdkVersion} {plan.WorkingDirectory}");
        text.AppendLine(Encoding.UTF8.GetString(PackageInfoText.Write(package.Info)));
        foreach (PlannedFile file in package.Files)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{file.Path}\n{file.Mode} {file.Size} {file.Sha256}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
