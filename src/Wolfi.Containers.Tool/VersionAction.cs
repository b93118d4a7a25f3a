using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool;

/// <summary><c>--version</c>: the version of this tool, whatever process it runs in.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Assembly assembly = typeof(VersionAction).Assembly;
        terminal.Out.WriteLine(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        return (int)ExitCode.Success;
    }
}
