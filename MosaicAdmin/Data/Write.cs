namespace MosaicAdmin.Data;

/// <summary>One operation's share of a transaction: the tables, the database's time, and what to do once it is committed.</summary>
public sealed class Write(MosaicDb db, DateTimeOffset now)
{
    private readonly List<Action> _afterCommit = [];

    public MosaicDb Db { get; } = db;

    /// <summary>The database's clock, read in this transaction.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Runs <paramref name="action"/> after the commit, in the order given, and never when the transaction fails. It must not throw or wait.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    internal void Committed() => _afterCommit.ForEach(action => action());
}
