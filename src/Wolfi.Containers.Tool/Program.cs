using System.Text;
using Wolfi.Containers.Tool;
using Wolfi.Containers.Tool.Output;

Preparation.Begin();

UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
using StreamReader input = new(Console.OpenStandardInput(), utf8);
using StreamWriter output = new(Console.OpenStandardOutput(), utf8);
using StreamWriter error = new(Console.OpenStandardError(), utf8) { AutoFlush = true };
Terminal terminal = new(input, output, error)
{
    Width = Console.IsOutputRedirected ? null : Console.WindowWidth,
    AskSecret = Console.IsInputRedirected || Console.IsErrorRedirected ? null : question => SecretLine.Read(question, error),
};
return ToolRunner.Run(args, terminal, Interruption.Token);
