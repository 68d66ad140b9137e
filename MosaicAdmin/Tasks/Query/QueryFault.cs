using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Tasks;

/// <summary>Why a query cannot be read.</summary>
/// <param name="Key">Which sentence says so: <c>Fault.{Key}</c> of <see cref="TaskListText"/>.</param>
/// <param name="Word">The word that is wrong, as it was typed.</param>
/// <param name="Legal">What may stand there.</param>
public sealed record QueryFault(string Key, string Word, string Legal = "")
{
    public string Say(IStringLocalizer<TaskListText> text) => text[$"Fault.{Key}", Word, Legal];
}

/// <summary>A query that cannot be read.</summary>
public sealed class WrongQueryException(QueryFault fault) : FormatException($"{fault.Key}: {fault.Word}")
{
    public QueryFault Fault { get; } = fault;
}
