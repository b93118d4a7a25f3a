using Wolfi.Containers.Smoke;

namespace Wolfi.EndToEnd.Matrix;

/// <summary>How a sample ran in its image: as user 65532, on a read-only root, without capabilities.</summary>
/// <param name="Good">Whether it did its work.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Reasons">What its words say is missing, by the product's own table.</param>
internal sealed record MatrixRun(bool Good, string Output, IReadOnlyList<SmokeReason> Reasons)
{
    private const string Word = "done";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<MatrixRun> OfAsync(MatrixSample sample, Bundle bundle)
    {
        await using Container container = Container.Start(bundle);
        bool good;
        try
        {
            good = sample.IsServer
                ? await container.GetAsync(8080, "/", Limit, CancellationToken.None) is { Status: 200 } answer && answer.Text.Contains(Word, StringComparison.Ordinal)
                : await container.WaitAsync(CancellationToken.None).WaitAsync(Limit) == 0 && container.Output.Split('\n').Contains(Word);
        }
        catch (ProgramException)
        {
            good = false;
        }

        SmokeReasons reasons = new();
        foreach (string line in container.Output.Split('\n'))
        {
            reasons.Read(line);
        }

        return new MatrixRun(good, container.Output, reasons.Found);
    }
}
