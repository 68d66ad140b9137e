namespace MosaicAdmin.Identity;

/// <summary>Names the texts in <c>IdentityText.resx</c>: signing in, people and tokens.</summary>
public sealed class IdentityText;
