using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>One row of a table of tamperings.</summary>
/// <param name="Change">Changes the finished image.</param>
/// <param name="Code">The code of the finding.</param>
/// <param name="Words">What it must say.</param>
internal sealed record Tampering(Action<ForgedImage> Change, string Code, params string[] Words);
