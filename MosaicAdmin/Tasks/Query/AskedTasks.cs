namespace MosaicAdmin.Tasks;

/// <summary>What the page's address asks for, as its reader means it.</summary>
public sealed class AskedTasks(TimeProvider time)
{
    /// <summary>The zone days and times are read in.</summary>
    public string Zone { get; private set; } = TimeZoneInfo.Utc.Id;

    /// <summary>The last that could be read.</summary>
    public TaskFilter Filter { get; private set; } = new();

    /// <summary>Why the query in the address cannot be read.</summary>
    public QueryFault? Wrong { get; private set; }

    /// <summary>True when something else in the address cannot be.</summary>
    public bool Unreadable { get; private set; }

    /// <summary>Reads days and times in this zone from now on, if there is such a one.</summary>
    public void LiveIn(string? zone) => Zone = TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? "", out _) ? zone! : Zone;

    /// <summary>Understands the address as of now; false when it cannot be, and what is shown stays as it is.</summary>
    public bool Read(TaskWords words, string? cursor)
    {
        (Wrong, Unreadable) = (null, false);
        try
        {
            Filter = words.Filter(cursor, ReaderTime.Of(Zone, time));
            return true;
        }
        catch (WrongQueryException wrong)
        {
            Wrong = wrong.Fault;
        }
        catch (FormatException)
        {
            Unreadable = true;
        }

        return false;
    }
}
