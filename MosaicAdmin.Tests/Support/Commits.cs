using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Support;

/// <summary>Comes between the tables and those who save a task: loses the answer to the commit that first brings one to a state, or refuses one.</summary>
public sealed class Commits : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private Guid? _lost;

    /// <summary>The first commit of a task in this state is kept, but its answer is lost.</summary>
    public TaskState? LoseAnswer { get; set; }

    /// <summary>A task that cannot be saved.</summary>
    public Guid? Refuse { get; set; }

    public int Lost { get; private set; }

    public int Refused { get; private set; }

    public void AddTo(IServiceCollection services) => services.ConfigureDbContext<SqliteMosaicDb>(o => o.AddInterceptors(this));

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken)
    {
        var saved = eventData.Context!.ChangeTracker.Entries<TaskRun>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
        if (saved.Exists(t => t.Id == Refuse))
        {
            Refused++;
            throw new IOException("This one cannot be saved.");
        }

        if (Lost == 0 && saved.Exists(t => t.State == LoseAnswer))
        {
            _lost = eventData.Context.ContextId.InstanceId;
        }

        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken)
    {
        if (_lost is not null && _lost == eventData.Context?.ContextId.InstanceId)
        {
            (_lost, Lost) = (null, Lost + 1);
            throw new IOException("The connection broke.");
        }

        return Task.CompletedTask;
    }
}
