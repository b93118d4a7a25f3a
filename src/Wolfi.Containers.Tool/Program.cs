using System.Runtime.InteropServices;
using System.Text;
using Wolfi.Containers.Tool;
using Wolfi.Containers.Tool.Output;

using CancellationTokenSource cancellation = new();

// The first signal asks the verb to stop and to leave nothing half-written; the second one ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
using StreamReader input = new(Console.OpenStandardInput(), utf8);
using StreamWriter output = new(Console.OpenStandardOutput(), utf8);
using StreamWriter error = new(Console.OpenStandardError(), utf8) { AutoFlush = true };
Terminal terminal = new(input, output, error) { IsInteractive = !Console.IsOutputRedirected };
return await ToolRunner.RunAsync(args, terminal, cancellation.Token).ConfigureAwait(false);
