using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Tasks;

/// <summary>Reads which tasks a request means.</summary>
internal static class ReadTasksQuery
{
    /// <exception cref="BadHttpRequestException">It cannot be read; the message says which word and what may stand there.</exception>
    public static TaskFilter Execute(IStringLocalizer<TaskListText> text, Func<TaskFilter> read)
    {
        try
        {
            return read();
        }
        catch (WrongQueryException wrong)
        {
            throw new BadHttpRequestException(wrong.Fault.Say(text), wrong);
        }
        catch (FormatException wrong)
        {
            throw new BadHttpRequestException(wrong.Message, wrong);
        }
    }
}
