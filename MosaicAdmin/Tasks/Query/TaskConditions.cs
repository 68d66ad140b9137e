using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>What the terms of a query are as questions to the tables.</summary>
internal static class TaskConditions
{
    // As long as the short ids on pages; shorter ones are words.
    private const int PieceOfWord = 6;

    public static Expression<Func<TaskRun, bool>> Of(MosaicDb db, TaskTerm term)
    {
        var holds = term switch
        {
            StateTerm { States: var states } => t => states.Contains(t.State),
            TextTerm { Texts: var texts, Field: var field } => Any(texts, text => Mentions(db, field, text)),
            IdTerm { Ids: var ids } => Any(ids, HasId),
            TimeTerm { Before: true, At: var at } => t => t.PublishedAt < at,
            TimeTerm { At: var at } => t => t.PublishedAt >= at,
            DurationTerm duration => Lasted(db, duration),
            AttemptsTerm { How: var how, Count: var count } => Expression.Lambda<Func<TaskRun, bool>>(
                Expression.MakeBinary(Operator(how), Attempts.Body, Expression.Constant(count)), Attempts.Parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(term), term, null),
        };
        return term.Not ? Expression.Lambda<Func<TaskRun, bool>>(Expression.Not(holds.Body), holds.Parameters) : holds;
    }

    private static readonly Expression<Func<TaskRun, int>> Attempts = t => t.Attempts;

    private static ExpressionType Operator(Comparison how) => how switch
    {
        Comparison.Less => ExpressionType.LessThan,
        Comparison.AtMost => ExpressionType.LessThanOrEqual,
        Comparison.More => ExpressionType.GreaterThan,
        Comparison.AtLeast => ExpressionType.GreaterThanOrEqual,
        _ => ExpressionType.Equal,
    };

    private static Expression<Func<TaskRun, bool>> Lasted(MosaicDb db, DurationTerm term)
    {
        // Of what never ran there is nothing to compare.
        var longer = db.TasksLongerThan(term.How is Comparison.AtLeast or Comparison.Less ? term.Length - TimeSpan.FromTicks(1) : term.Length, term.Now);
        Expression<Func<TaskRun, bool>> ran = t => t.StartedAt != null && (t.EndedAt != null || t.State == TaskState.Running);
        Expression<Func<TaskRun, bool>> holds = term.How switch
        {
            Comparison.More or Comparison.AtLeast => t => longer.Contains(t.Id),
            Comparison.Less or Comparison.AtMost => t => !longer.Contains(t.Id),
            _ => Exactly(db, term, longer),
        };
        return Join(ran, holds, Expression.AndAlso);
    }

    private static Expression<Func<TaskRun, bool>> Exactly(MosaicDb db, DurationTerm term, IQueryable<Guid> longer)
    {
        var asLong = db.TasksLongerThan(term.Length - TimeSpan.FromTicks(1), term.Now);
        return t => asLong.Contains(t.Id) && !longer.Contains(t.Id);
    }

    private static Expression<Func<TaskRun, bool>> HasId(string text)
    {
        if (Guid.TryParse(text, out var id))
        {
            return t => t.Id == id || t.SubjectId == id;
        }

        var like = Like(text);
#pragma warning disable CA1304, CA1305, CA1311 // Becomes SQL.
        return t => EF.Functions.Like(t.Id.ToString().ToLower(), like, "\\") || EF.Functions.Like(t.SubjectId.ToString().ToLower(), like, "\\");
    }

    private static Expression<Func<TaskRun, bool>> Mentions(MosaicDb db, TaskField? field, string text)
    {
        if (field is TaskField.Playlist or null && Guid.TryParse(text, out var id))
        {
            return field is null ? HasId(text) : t => t.SubjectId == id;
        }

        var like = Like(text);
        Expression<Func<TaskRun, bool>> playlist = t => db.Playlists.Where(p => EF.Functions.Like(p.Name.ToLower(), like, "\\")).Select(p => p.Id).Contains(t.SubjectId);
        // Column by column: most are empty, and nothing has to be put together to be looked through.
        Expression<Func<TaskRun, bool>> reason = t =>
            (t.Reason != null && EF.Functions.Like(t.Reason.ToLower(), like, "\\")) || (t.CancelReason != null && EF.Functions.Like(t.CancelReason.ToLower(), like, "\\"))
            || (t.Exception != null && EF.Functions.Like(t.Exception.ToLower(), like, "\\")) || (t.ExceptionDetail != null && EF.Functions.Like(t.ExceptionDetail.ToLower(), like, "\\"));
        Expression<Func<TaskRun, bool>> node = t => t.Node != null && EF.Functions.Like(t.Node.ToLower(), like, "\\");
        Expression<Func<TaskRun, bool>> named = t => EF.Functions.Like(t.Name.ToLower(), like, "\\") || EF.Functions.Like(t.PublishedBy.ToLower(), like, "\\");
        var anywhere = new[] { playlist, named, node, reason }.Aggregate((a, b) => Join(a, b, Expression.OrElse));
        return field switch
        {
            TaskField.Playlist => playlist,
            TaskField.Name => t => EF.Functions.Like(t.Name.ToLower(), like, "\\"),
            TaskField.Node => node,
            TaskField.By => t => EF.Functions.Like(t.PublishedBy.ToLower(), like, "\\"),
            TaskField.Reason => reason,
            _ when text.Length >= PieceOfWord && TermReader.IsIdOrPiece(text) => Join(anywhere, HasId(text), Expression.OrElse),
            _ => anywhere,
        };
    }
#pragma warning restore CA1304, CA1305, CA1311

    private static string Like(string text) =>
        $"%{text.ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").Replace("[", "\\[")}%";

    private static Expression<Func<TaskRun, bool>> Any(IEnumerable<string> texts, Func<string, Expression<Func<TaskRun, bool>>> of) =>
        texts.Select(of).Aggregate((a, b) => Join(a, b, Expression.OrElse));

    private static Expression<Func<TaskRun, bool>> Join(
        Expression<Func<TaskRun, bool>> a, Expression<Func<TaskRun, bool>> b, Func<Expression, Expression, BinaryExpression> join) =>
        Expression.Lambda<Func<TaskRun, bool>>(join(a.Body, new Swap(b.Parameters[0], a.Parameters[0]).Visit(b.Body)), a.Parameters);

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
