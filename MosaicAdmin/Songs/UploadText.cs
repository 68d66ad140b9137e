namespace MosaicAdmin.Songs;

/// <summary>Texts of the upload page; those that start with <c>Js.</c> go to its script.</summary>
public sealed class UploadText;
