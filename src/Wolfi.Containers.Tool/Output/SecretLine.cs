using System.Text;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Reads a line from the keyboard that no screen shows.</summary>
internal static class SecretLine
{
    /// <summary>Asks, and reads until Enter.</summary>
    public static string Read(string question, TextWriter error)
    {
        error.Write(question);
        StringBuilder line = new();
        while (Console.ReadKey(intercept: true) is var pressed && pressed.Key != ConsoleKey.Enter)
        {
            if (pressed.Key == ConsoleKey.Backspace)
            {
                line.Length = Math.Max(0, line.Length - 1);
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                line.Append(pressed.KeyChar);
            }
        }

        error.WriteLine();
        return line.ToString();
    }
}
