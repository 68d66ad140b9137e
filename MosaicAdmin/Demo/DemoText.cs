namespace MosaicAdmin.Demo;

/// <summary>Texts of the demonstration.</summary>
public sealed class DemoText;
