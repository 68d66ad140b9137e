using Microsoft.Extensions.Localization;
using MosaicAdmin.Components;

namespace MosaicAdmin.Tasks;

/// <summary>What the box on the page of tasks offers to type.</summary>
internal static class OfferedFields
{
    private static readonly string[] Times = ["today", "yesterday", "1h", "24h", "7d"];
    private static readonly string[] Durations = [">1s", ">5s", ">1m", "<1s"];
    private static readonly string[] Attempts = [">1", ">2", "1"];

    public static IReadOnlyList<QueryField> For(TaskChoices choices, IStringLocalizer<TaskListText> text, IStringLocalizer<ShellText> shell) =>
        [.. TaskFields.Spelled.Select((word, i) => new QueryField(word, text[$"Field.{word}"], (TaskField)i switch
        {
            TaskField.State => [.. Enum.GetValues<TaskState>().Select(s => Named(s.Spelled(), shell[$"State.{s.Spelled()}"]))],
            TaskField.Playlist => Plain(choices.Playlists),
            TaskField.Name => Plain(choices.Names),
            TaskField.Node => Plain(choices.Nodes),
            TaskField.By => Plain(choices.People),
            TaskField.After or TaskField.Before => Plain(Times),
            TaskField.Duration => Plain(Durations),
            TaskField.Attempts => Plain(Attempts),
            _ => [],
        }))];

    // In English a state is called as it is spelled.
    private static QueryValue Named(string value, string name) => new(value, string.Equals(value, name, StringComparison.OrdinalIgnoreCase) ? "" : name);

    private static List<QueryValue> Plain(IEnumerable<string> values) => [.. values.Select(v => new QueryValue(v))];
}
