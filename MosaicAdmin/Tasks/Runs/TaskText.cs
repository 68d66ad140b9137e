namespace MosaicAdmin.Tasks;

/// <summary>Names the texts of one task's page: <c>TaskText.resx</c> and <c>TaskText.zh-Hant.resx</c>.</summary>
public sealed class TaskText;
