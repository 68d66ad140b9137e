namespace MosaicAdmin.Tasks;

/// <summary>Names the texts in <c>TasksText.resx</c>: the pages of tasks and the words for signals.</summary>
public sealed class TasksText;
