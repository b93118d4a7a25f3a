using System.Collections.Immutable;
using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Tool.Output;

/// <summary>What was signed, by which key or identity: each digest with what its signature says of it.</summary>
internal static class SignReport
{
    public static void Print(Terminal terminal, bool json, ImmutableArray<SignedSubject> signed, BundleSigner signer)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteStrings("signed", signed.Select(subject => subject.Said.Digest.ToString()));
                writer.WriteObjects("subjects", signed, (one, subject) =>
                {
                    one.WriteString("digest", subject.Said.Digest.ToString());
                    one.WriteString("platform", subject.Platform?.ToString());
                    one.WriteString("repository", subject.Said.Repository);
                    one.WriteString("version", subject.Said.Version);
                    if (subject.Said.SourceEpoch is { } epoch)
                    {
                        one.WriteNumber("sourceEpoch", epoch);
                    }

                    one.WriteBoolean("stood", subject.Stood);
                });
                if (signer.Certificate is { } certificate)
                {
                    writer.WriteString("identity", certificate.Identity);
                    writer.WriteString("issuer", certificate.Issuer);
                }
                else
                {
                    writer.WritePublicKey(signer.PublicKey);
                }
            });
            return;
        }

        foreach (SignedSubject subject in signed)
        {
            terminal.Out.WriteLine(subject.Said.Digest.ToString());
        }

        SignedSubject first = signed[0];
        terminal.Out.Field("platforms", signed.Select(subject => subject.Platform?.ToString() ?? "index"));
        terminal.Out.Field("repository", first.Said.Repository ?? "not said");
        terminal.Out.Field("version", first.Said.Version ?? "not said");
        if (signed.Any(subject => subject.Stood))
        {
            terminal.Out.Field("note", signed.All(subject => subject.Stood) ? "signed so before; nothing was added" : "some were signed so before");
        }

        if (signer.Certificate is { } of)
        {
            terminal.Out.Field("identity", Shown.Text(of.Identity));
            terminal.Out.Field("issuer", Shown.Text(of.Issuer));
        }
        else
        {
            KeyReport.Print(terminal, signer.PublicKey);
        }
    }
}
