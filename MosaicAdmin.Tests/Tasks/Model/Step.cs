namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>What a step of a history does. Faults are steps too.</summary>
public enum Act
{
    Publish,
    PublishBatch,

    /// <summary>A publish whose transaction fails at its end.</summary>
    PublishLost,

    /// <summary>A publish that is committed by a process that dies before it sets the alarm.</summary>
    PublishUnarmed,

    /// <summary>Eleven seconds.</summary>
    Pass,

    /// <summary>Seventy seconds: longer than a lease.</summary>
    PassLong,

    /// <summary>The node sets the alarms that rang for it.</summary>
    Follow,

    /// <summary>The node's scheduler gives out the trigger, if its clock says so.</summary>
    Fire,

    /// <summary>A firing without a trigger, as Quartz makes one when it recovers.</summary>
    FireAgain,
    Take,
    Render,
    Close,
    CloseUnchanged,

    /// <summary>Closes the oldest run the node still believes to be its own.</summary>
    CloseOldest,
    Throw,
    GiveUp,
    TimeOut,
    Interrupt,

    /// <summary>Something outside the body goes wrong.</summary>
    Break,

    /// <summary>The process dies and starts again.</summary>
    Crash,

    /// <summary>The process is stopped, and knows nothing of it when it goes on.</summary>
    Freeze,
    Thaw,
    Cancel,
    CancelRun,
    Hold,
    Release,
    Force,
    Mute,
    Unmute,
    Delete,

    /// <summary>An admin stops all runs from being given, on every node.</summary>
    Pause,
    Resume,
    Sweep,
    LoseTrigger,
    LoseDatabase,
    FindDatabase,
    ClockForward,
    ClockBack,
}

/// <summary>One step: what, on which playlist, by which node. Spelled <c>Publish a0</c>.</summary>
public readonly record struct Step(Act Act, int Playlist, int Node)
{
    /// <summary>False where the step happens to a node or to all, whichever playlist it was drawn with.</summary>
    public bool IsOfOnePlaylist => Act is not (Act.Pass or Act.PassLong or Act.Follow or Act.Crash or Act.Freeze or Act.Thaw or Act.Pause or Act.Resume or Act.Sweep
        or Act.LoseDatabase or Act.FindDatabase or Act.ClockForward or Act.ClockBack);

    public static Step Parse(string text) => text.Split(' ') is [var act, [var playlist, var node]]
        ? new Step(Enum.Parse<Act>(act), playlist - 'a', node - '0')
        : throw new FormatException($"{text} is no step");

    public static Step[] ParseAll(string history) => [.. history.Split(", ").Select(Parse)];

    public override string ToString() => $"{Act} {(char)('a' + Playlist)}{Node}";
}
