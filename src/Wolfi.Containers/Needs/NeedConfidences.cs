namespace Wolfi.Containers.Needs;

/// <summary>The words for how sure a need is.</summary>
public static class NeedConfidences
{
    private static readonly string[] Names = ["certain", "likely", "assumed", "hint"];

    /// <summary>The word, as reports and images have it.</summary>
    public static string NameOf(NeedConfidence confidence) => Names[(int)confidence];

    /// <summary>The confidence of a word; null when there is no such.</summary>
    public static NeedConfidence? Parse(string name) => Array.IndexOf(Names, name) is >= 0 and int index ? (NeedConfidence)index : null;
}
