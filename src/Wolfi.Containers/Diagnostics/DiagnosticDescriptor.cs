using System.Globalization;

namespace Wolfi.Containers.Diagnostics;

/// <summary>One kind of fault: its code, its sentence and its advice. The families stand in <c>docs/errors</c>.</summary>
/// <param name="Code">"WOLFI" and four digits; never reused, never given a second meaning.</param>
/// <param name="Severity">Error or warning; in a code's block a last digit of 0 to 4 is an error, 5 to 9 a warning.</param>
/// <param name="Title">A few words for tables.</param>
/// <param name="Format">What failed, on which input, and why, in one sentence, with <c>{0}</c> for the arguments.</param>
/// <param name="Advice">What to do next, with the same arguments.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title, string Format, string Advice)
{
    /// <summary>The page that explains the code.</summary>
    public string HelpLink => $"https://github.com/wolfi-containers/wolfi-containers-sdk/blob/main/docs/errors/{Code[5]}xxx.md#{Code.ToLowerInvariant()}";

    /// <summary>A diagnostic of this kind about the given inputs. User info of URLs never gets into it.</summary>
    public Diagnostic Create(params object[] arguments) => new(
        this,
        UserInfo.RemoveFrom(string.Format(CultureInfo.InvariantCulture, Format, arguments)),
        UserInfo.RemoveFrom(string.Format(CultureInfo.InvariantCulture, Advice, arguments)));

    /// <summary>An exception that carries a diagnostic of this kind.</summary>
    public WolfiException Fail(params object[] arguments) => new(Create(arguments));

    /// <summary>An exception that carries a diagnostic of this kind and what raised it.</summary>
    public WolfiException Fail(Exception inner, params object[] arguments) => new(Create(arguments), inner);
}
