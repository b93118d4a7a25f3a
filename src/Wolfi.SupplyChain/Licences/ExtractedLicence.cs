namespace Wolfi.SupplyChain.Licences;

/// <summary>A licence that the SPDX list does not have.</summary>
/// <param name="Id">Its identifier in documents: <c>LicenseRef-</c> and letters, digits, dots and hyphens.</param>
/// <param name="Name">What the package calls it.</param>
/// <param name="Text">Its text, or what is known in its place.</param>
public sealed record ExtractedLicence(string Id, string Name, string Text);
