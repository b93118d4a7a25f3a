namespace Wolfi.Containers.Tool.Output;

/// <summary>Prints names and values in two columns; empty values are left out.</summary>
internal static class FieldLines
{
    private const int NameWidth = 16;

    /// <summary>Prints one line.</summary>
    public static void Field(this TextWriter output, string name, string value)
    {
        if (value.Length > 0)
        {
            output.WriteLine($"  {name.PadRight(NameWidth)}{Shown.Text(value)}");
        }
    }

    /// <summary>Prints one line a value, the name before the first.</summary>
    public static void Field(this TextWriter output, string name, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            output.Field(name, value);
            name = "";
        }
    }
}
