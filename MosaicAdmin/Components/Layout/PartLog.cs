namespace MosaicAdmin.Components;

/// <summary>What the log says of parts that broke.</summary>
internal static partial class PartLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The part {Name} of {Page} broke, shown as reference {Reference}.")]
    public static partial void PartBroke(this ILogger logger, string name, string page, string reference, Exception error);
}
