namespace MosaicAdmin.Tasks;

/// <summary>Names the texts in <c>TaskListText.resx</c>: the list of tasks, its query, views and columns.</summary>
public sealed class TaskListText;
