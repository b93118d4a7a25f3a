using System.Globalization;

namespace Wolfi.EndToEnd.Harness;

/// <summary>A container that an engine runs without a network.</summary>
internal static class RunningContainer
{
    /// <summary>Waits for the app in it to answer with 200, and removes it.</summary>
    /// <param name="engine">Runs the engine's client with arguments.</param>
    /// <param name="id">The container.</param>
    public static async Task AnswersAsync(Func<IEnumerable<string>, Task<CommandResult>> engine, string id)
    {
        int process = int.Parse((await engine(["inspect", "--format", "{{.State.Pid}}", id])).Succeeded().Output.Trim(), CultureInfo.InvariantCulture);
        for (int i = 0; i < 600; i++)
        {
            if (NetworkNamespace.Get(process, 8080, "/") is { } answer)
            {
                Assert.AreEqual(200, answer.Status, answer.Text);
                await engine(["rm", "--force", id]);
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail((await engine(["logs", id])).Output);
    }
}
