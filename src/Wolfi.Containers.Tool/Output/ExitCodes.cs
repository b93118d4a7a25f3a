using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tool.Output;

/// <summary>The table from diagnostics to exit codes.</summary>
internal static class ExitCodes
{
    private static readonly Dictionary<string, ExitCode> ByCode = new(StringComparer.Ordinal)
    {
        [CommandLineErrors.WrongUsage.Code] = ExitCode.WrongUsage,
        [CommandLineErrors.UnreadableInput.Code] = ExitCode.Surroundings,
        [CommandLineErrors.UnwritableOutput.Code] = ExitCode.Surroundings,
        [CommandLineErrors.SeveralRepositories.Code] = ExitCode.WrongUsage,
        [ProjectErrors.NoProject.Code] = ExitCode.WrongUsage,
        [ProjectErrors.SeveralProjects.Code] = ExitCode.WrongUsage,
        [ProjectErrors.NoDotnet.Code] = ExitCode.Surroundings,
        [LockVerbErrors.NoLockFile.Code] = ExitCode.Surroundings,
        [RepositoryErrors.Unreachable.Code] = ExitCode.Surroundings,
        [RepositoryErrors.NotFound.Code] = ExitCode.Surroundings,
        [RepositoryErrors.CacheRefused.Code] = ExitCode.Surroundings,
        [RepositoryErrors.CacheBusy.Code] = ExitCode.Surroundings,
        [CredentialErrors.AccessRefused.Code] = ExitCode.Surroundings,
        [CredentialErrors.VariableDamaged.Code] = ExitCode.Surroundings,
        [CredentialErrors.CommandFailed.Code] = ExitCode.Surroundings,
        [SigningKeyErrors.NoKey.Code] = ExitCode.WrongUsage,
        [SigningKeyErrors.NoPassword.Code] = ExitCode.Surroundings,
        [SigningKeyErrors.CommandFailed.Code] = ExitCode.Surroundings,
        [SigningKeyErrors.NameRefused.Code] = ExitCode.WrongUsage,
        [SigningErrors.NoLayout.Code] = ExitCode.WrongUsage,
        [SigningKeyErrors.NoToken.Code] = ExitCode.Surroundings,
        [RegistryErrors.Unreachable.Code] = ExitCode.Surroundings,
        [RegistryErrors.UntrustedServer.Code] = ExitCode.Surroundings,
        [RegistryErrors.Unauthorized.Code] = ExitCode.Surroundings,
        [RegistryErrors.Denied.Code] = ExitCode.Surroundings,
        [RegistryErrors.NotFound.Code] = ExitCode.Surroundings,
        [RegistryErrors.RateLimited.Code] = ExitCode.Surroundings,
        [RegistryErrors.ServerFailed.Code] = ExitCode.Surroundings,
        [RegistryErrors.UnexpectedAnswer.Code] = ExitCode.Surroundings,
        [RegistryErrors.ReferrersContended.Code] = ExitCode.Surroundings,
        [RegistryErrors.InvalidTarget.Code] = ExitCode.WrongUsage,
        [RegistryCredentialErrors.HalfAPair.Code] = ExitCode.Surroundings,
        [RegistryCredentialErrors.VariableDamaged.Code] = ExitCode.Surroundings,
        [RegistryCredentialErrors.FileUnusable.Code] = ExitCode.Surroundings,
        [RegistryCredentialErrors.HelperFailed.Code] = ExitCode.Surroundings,
        [DaemonErrors.NotThere.Code] = ExitCode.Surroundings,
        [DaemonErrors.Denied.Code] = ExitCode.Surroundings,
        [DaemonErrors.Rejected.Code] = ExitCode.Surroundings,
        [DaemonErrors.DiskFull.Code] = ExitCode.Surroundings,
        [DaemonErrors.TooSlow.Code] = ExitCode.Surroundings,
        [DaemonErrors.UnexpectedAnswer.Code] = ExitCode.Surroundings,
        [DaemonErrors.WrongImage.Code] = ExitCode.Surroundings,
        [DaemonErrors.ProgramFailed.Code] = ExitCode.Surroundings,
        [DaemonErrors.InvalidAddress.Code] = ExitCode.Surroundings,
        [DaemonErrors.InvalidName.Code] = ExitCode.WrongUsage,
        [ImageInputErrors.InvalidLocation.Code] = ExitCode.WrongUsage,
        [ImageInputErrors.Unreadable.Code] = ExitCode.Surroundings,
        [AccountErrors.EmptyPolicy.Code] = ExitCode.WrongUsage,
        [IdentityErrors.TrustedRootRefused.Code] = ExitCode.WrongUsage,
        [IdentityErrors.PolicyRefused.Code] = ExitCode.WrongUsage,
        [VerificationErrors.KeyRefused.Code] = ExitCode.WrongUsage,
        [ImageErrors.OutputFailed.Code] = ExitCode.Surroundings,
        [SmokeErrors.NoRuntime.Code] = ExitCode.Surroundings,
        [SmokeErrors.RuntimeFailed.Code] = ExitCode.Surroundings,
        [SmokeErrors.WrongPlatform.Code] = ExitCode.Surroundings,
        [InternalErrors.Unexpected.Code] = ExitCode.Surroundings,
    };

    /// <summary>The exit code of a failure: the input's fault ("no") unless the table says otherwise.</summary>
    public static ExitCode For(Diagnostic diagnostic) => ByCode.GetValueOrDefault(diagnostic.Code, ExitCode.No);
}
