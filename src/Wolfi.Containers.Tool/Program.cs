using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Tool;
using Wolfi.Containers.Tool.Output;

// To load the system's cryptography takes as long as to read the command line: both at once.
_ = Task.Run(() => SHA256.HashData([]));

// The first signal asks the verb to stop and leave nothing half-written. One that waits for its input never hears of it,
// so the process ends after a while by itself; a second signal ends it at once.
TimeSpan grace = TimeSpan.FromSeconds(2);
using CancellationTokenSource cancellation = new();
Timer? end = null;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    end ??= new Timer(_ => Environment.Exit((int)ExitCode.Cancelled), null, grace, Timeout.InfiniteTimeSpan);
    cancellation.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
using StreamReader input = new(Console.OpenStandardInput(), utf8);
using StreamWriter output = new(Console.OpenStandardOutput(), utf8);
using StreamWriter error = new(Console.OpenStandardError(), utf8) { AutoFlush = true };
Terminal terminal = new(input, output, error) { Width = Console.IsOutputRedirected ? null : Console.WindowWidth };
return ToolRunner.Run(args, terminal, cancellation.Token);
