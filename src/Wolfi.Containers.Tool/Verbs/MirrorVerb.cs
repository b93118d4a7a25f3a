using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Mirroring;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>mirror LOCK DIR</c>: an offline repository of exactly what a lock file names.</summary>
internal static class MirrorVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> lockFile = new("LOCK") { Description = "The lock file; repositories, keys and rules come from the project beside it, from --project, or from --repository and --trust." };
        Argument<string> folder = new("DIR") { Description = "The mirror's folder; packages go to DIR/ARCH, those that are there and sound are not fetched again." };
        Option<string> key = KeyOptions.SigningKey();
        Option<string?> keyName = KeyOptions.SigningKeyName();
        Option<bool> prune = new("--prune") { Description = "Remove packages from the mirror that the lock file does not name." };
        SourceOptions sources = new("--trust");
        Command command = new("mirror", "Make a repository of exactly the packages that a lock file names, as they were signed, with an index of its own.") { lockFile, folder, key, keyName, prune };
        sources.AddTo(command, lockFile: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using SigningKey signingKey = KeyFiles.ReadSigning(parsed.GetRequiredValue(key), parsed.GetValue(keyName));
            ProjectSources read = await sources.ReadAsync(parsed, context, parsed.GetRequiredValue(lockFile), cancellationToken).ConfigureAwait(false);
            MirrorRequest request = new()
            {
                Locked = LockFiles.Read(read.LockFile),
                Repositories = read.Repositories,
                Folder = Path.GetFullPath(parsed.GetRequiredValue(folder)),
                Key = signingKey,
                Prune = parsed.GetValue(prune),
            };
            using RepositoryAccess access = RepositoryAccess.Open(context, read);
            ImmutableArray<MirroredArchitecture> mirrored = await new MirrorWriter(access.Resolver).WriteAsync(request, cancellationToken).ConfigureAwait(false);
            MirrorReport.Print(context.Terminal, parsed.GetValue(context.Json), request, mirrored);
            return (int)ExitCode.Success;
        });
        return command;
    }
}
