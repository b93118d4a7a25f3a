using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>Writes planned packages to disk. The data members' bytes depend on the plan alone.</summary>
public static class AppPackageBuilder
{
    /// <summary>Writes the packages as <c>NAME-VERSION.apk</c>, each complete or not at all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="key">The team's key, or one made for this build.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="reuse">Finds unchanged packages of the last build; null to write each anew.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="WolfiException">A file changed since it was planned, can't be packed, or the folder can't be written.</exception>
    public static ImmutableArray<WrittenAppPackage> Write(
        AppPackagePlan plan, SigningKey key, string folder, AppPackageReuse? reuse, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(folder);
        return [.. plan.Packages.Select(package => Write(plan, package, key, folder, reuse, cancellationToken))];
    }

    private static WrittenAppPackage Write(
        AppPackagePlan plan, PlannedAppPackage package, SigningKey key, string folder, AppPackageReuse? reuse, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, $"{package.Info.Name}-{package.Info.Version}.apk");
        string unfinished = file + ".tmp";
        try
        {
            ApkPackage written = WriteFile(plan, package, key, unfinished, reuse, cancellationToken);
            AppPackageRules.Check(written, plan.WorkingDirectory);
            File.Move(unfinished, file, overwrite: true);
            return new WrittenAppPackage(package.Kind, file, written);
        }
        catch (ApkException e)
        {
            throw AppErrors.PackageNotWritten.Fail(e, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.OutputFailed.Fail(e, file, e.Message);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static ApkPackage WriteFile(
        AppPackagePlan plan, PlannedAppPackage package, SigningKey key, string file, AppPackageReuse? reuse, CancellationToken cancellationToken)
    {
        // Never through something that an earlier build, or anybody, left there.
        File.Delete(file);
        if (reuse?.TryWrite(plan, package, key, file, cancellationToken) is { } taken)
        {
            return taken;
        }

        ApkPackage written = WriteAnew(plan, package, key, file, cancellationToken);
        reuse?.Remember(plan, package, written);
        return written;
    }

    private static ApkPackage WriteAnew(AppPackagePlan plan, PlannedAppPackage package, SigningKey key, string file, CancellationToken cancellationToken)
    {
        List<PackageContent> contents = [PackageContent.Directory(WorkingDirectories.PathOf(plan.WorkingDirectory), FileModes.Directory)];
        contents.AddRange(package.Files.Select(planned =>
            PackageContent.File(planned.Path, planned.Mode, planned.Size, () => new PlannedContentStream(Open(plan, planned), planned))));
        using FileStream output = new(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        return ApkPackageWriter.Write(package.Info, contents, key, output, cancellationToken);
    }

    private static Stream Open(AppPackagePlan plan, PlannedFile file) =>
        file.Source is { } source ? PublishedFileReader.OpenShipped(plan.App, source) : new MemoryStream(file.Content.ToArray(), writable: false);

    // What went wrong before matters more than a file that stays behind.
    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
