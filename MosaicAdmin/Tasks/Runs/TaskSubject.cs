using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Tasks;

/// <summary>What a task is called in a sentence: by its playlist, or by its own name when it was sent on its own.</summary>
internal static class TaskSubject
{
    public static string Of(TaskSummary task, IStringLocalizer<TasksText> text) =>
        task.Playlist is { } playlist ? playlist.Name ?? text["Playlist.Gone"] : task.Name;
}
