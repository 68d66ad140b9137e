namespace MosaicAdmin.Tasks;

public static class TaskIds
{
    /// <summary>The end of an id, enough to tell tasks on one page apart; its beginning is only a time.</summary>
    public static string Short(Guid id) => id.ToString("n")[^8..];
}
