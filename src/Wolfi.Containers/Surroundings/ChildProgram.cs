using System.Diagnostics;
using System.Text;

namespace Wolfi.Containers.Surroundings;

/// <summary>Runs programs: without a shell, without input, and never longer than whoever waits for them.</summary>
internal sealed record ChildProgram
{
    private const int MostErrorCharacters = 64 * 1024;
    private const int InputBuffer = 128 * 1024;

    /// <summary>Absolute path of the program.</summary>
    public required string File { get; init; }

    /// <summary>The folder that it runs in.</summary>
    public required string Folder { get; init; }

    /// <summary>Its arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Environment variables beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs it and takes what it prints; where that is more than <paramref name="mostCharacters"/>, the program is ended.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    /// <exception cref="IOException">It can't be spoken with.</exception>
    public async Task<ProgramAnswer> ReadAsync(int mostCharacters, CancellationToken cancellationToken)
    {
        using Process process = Start();
        Task<string> error = ReadBeginningAsync(process.StandardError, cancellationToken);
        return await WaitAsync(process, async () =>
        {
            char[] buffer = new char[mostCharacters];
            int length = await process.StandardOutput.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (length == buffer.Length)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramAnswer(process.ExitCode, new string(buffer, 0, length), await error.ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    /// <summary>Runs it and hands on each line that it prints, whichever stream it is on.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    /// <exception cref="IOException">It can't be spoken with.</exception>
    public async Task<int> ForwardAsync(Action<string> line, CancellationToken cancellationToken)
    {
        using Process process = Start();
        Lock oneAtATime = new();
        void Forward(object sender, DataReceivedEventArgs received)
        {
            if (received.Data is not null)
            {
                lock (oneAtATime)
                {
                    line(received.Data);
                }
            }
        }

        process.OutputDataReceived += Forward;
        process.ErrorDataReceived += Forward;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await WaitAsync(process, async () =>
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode;
        }).ConfigureAwait(false);
    }

    /// <summary>Runs it with bytes on its standard input, and takes the bytes that it prints; where those are more than <paramref name="mostBytes"/>, the program is ended. Its error stream is dropped.</summary>
    /// <returns>The exit code and the bytes.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    /// <exception cref="IOException">It can't be spoken with.</exception>
    public async Task<(int ExitCode, byte[] Output)> ExchangeAsync(ReadOnlyMemory<byte> input, int mostBytes, CancellationToken cancellationToken)
    {
        using Process process = Start(closeInput: false);
        Task<string> error = ReadBeginningAsync(process.StandardError, cancellationToken);
        return await WaitAsync(process, async () =>
        {
            await WriteAsync(process, input, cancellationToken).ConfigureAwait(false);
            byte[] buffer = new byte[mostBytes];
            int length = await process.StandardOutput.BaseStream.ReadAtLeastAsync(buffer, mostBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (length == buffer.Length)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await error.ConfigureAwait(false);
            return (process.ExitCode, buffer[..length]);
        }).ConfigureAwait(false);
    }

    /// <summary>Runs it, writes to its standard input meanwhile, and takes what it prints; where that is more than <paramref name="mostCharacters"/>, the program is ended.</summary>
    /// <param name="write">Writes the input, from another thread; a program that closes its input ends it early.</param>
    /// <param name="mostCharacters">Characters of its output that are read.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    /// <exception cref="IOException">It can't be spoken with.</exception>
    public async Task<ProgramAnswer> FeedAsync(Action<Stream, CancellationToken> write, int mostCharacters, CancellationToken cancellationToken)
    {
        using Process process = Start(closeInput: false);
        Task<string> error = ReadBeginningAsync(process.StandardError, cancellationToken);
        using CancellationTokenRegistration ending = cancellationToken.Register(() => End(process));
        Task feeding = Task.Run(() => Feed(process, write, cancellationToken), cancellationToken);
        return await WaitAsync(process, async () =>
        {
            char[] buffer = new char[mostCharacters];
            int length = await process.StandardOutput.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (length == buffer.Length)
            {
                End(process);
            }

            await feeding.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramAnswer(process.ExitCode, new string(buffer, 0, length), await error.ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    // A program that ends without reading all of its input has its reasons, which it tells: its exit code and answer count. What can't be read is the caller's failure, and no input for the program.
    private static void Feed(Process process, Action<Stream, CancellationToken> write, CancellationToken cancellationToken)
    {
        try
        {
            BufferedStream input = new(process.StandardInput.BaseStream, InputBuffer);
            write(input, cancellationToken);
            input.Flush();
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
        catch
        {
            End(process);
            throw;
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    // A program may have ended, or closed its input, without reading all of it: its exit code and answer tell.
    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private Process Start(bool closeInput = true)
    {
        ProcessStartInfo start = new(File, Arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new IOException("No process.");
        if (closeInput)
        {
            process.StandardInput.Close();
        }

        return process;
    }

    // To its end, so that the program never waits for a reader; without lines, which may have none.
    private static async Task<string> ReadBeginningAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        StringBuilder beginning = new();
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is int count and > 0)
        {
            beginning.Append(buffer, 0, Math.Min(count, MostErrorCharacters - beginning.Length));
        }

        return beginning.ToString();
    }

    private static async Task<T> WaitAsync<T>(Process process, Func<Task<T>> wait)
    {
        try
        {
            return await wait().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
