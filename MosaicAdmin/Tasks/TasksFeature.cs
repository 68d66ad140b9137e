using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using Npgsql;
using Quartz;

namespace MosaicAdmin.Tasks;

public static class TasksFeature
{
    /// <summary>Registers windows, job keys, alarms, signals and the scheduler.</summary>
    public static void AddTasks(this IHostApplicationBuilder builder)
    {
        builder.AddFaults();
        var options = builder.AddSettings<WindowOptions>(
            WindowOptions.Section, nameof(WindowOptions.Window), nameof(WindowOptions.MaxWait), nameof(WindowOptions.RunLimit), nameof(WindowOptions.MaxAttempts));
        builder.AddJobKeys();
        builder.AddScheduler(options);
        builder.AddRuns();
        builder.AddWebhooks();
        builder.AddNodes();
        var services = builder.Services;
        services.AddSingleton(NodeName.OfThisProcess);
        services.AddSingleton(s => new SignalDispatcher(
            s.GetServices<SignalReceiver>(), s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<ILogger<SignalDispatcher>>()));
        services.AddSingleton<RecordSignal>();
        services.AddSingleton<RunKeeper>();
        services.AddSingleton<WindowKeeper>();
        services.AddSingleton<FinishRun>();
        services.AddSingleton<TaskLifecycle>();
        services.AddSingleton<CancelDelivery>();
        services.AddSingleton<DeliverCancels>().AddHostedService(s => s.GetRequiredService<DeliverCancels>());
        services.AddSingleton<Alarm>().AddHostedService(s => s.GetRequiredService<Alarm>());
        services.AddSingleton<WindowSweeper>().AddHostedService(s => s.GetRequiredService<WindowSweeper>());
        services.AddSingleton<ReadOpenWindows>();
        services.AddScoped<ActOnWindow>();
        services.AddScoped<ForceWindow>();
        services.AddScoped<CancelWindow>();
        services.AddScoped<HoldWindow>();
        services.AddScoped<ReleaseWindow>();
        services.AddScoped<CancelTask>();
        services.AddScoped<UndoCancel>();
        services.AddScoped<DropTask>();
        services.AddScoped<RetryTask>();
        services.AddScoped<SendTask>();
        services.AddSingleton<TaskTypes>();
    }

    /// <summary>Registers what runs when a window falls due, and what its message says of the subject.</summary>
    public static void AddWindowTask<TBody, TArguments>(this IHostApplicationBuilder builder, string name, Func<Guid, TArguments> arguments)
        where TBody : TaskBody<TArguments>
        where TArguments : class
    {
        builder.Services.AddSingleton(new WindowTask(name, arguments));
        builder.AddTask<TBody, TArguments>(name);
    }

    /// <summary>Registers what a task sent by this name does.</summary>
    public static void AddTask<TBody, TArguments>(this IHostApplicationBuilder builder, string name)
        where TBody : TaskBody<TArguments>
        where TArguments : class
    {
        builder.Services.TryAddScoped<TBody>();
        builder.Services.AddSingleton(TaskType.Of<TBody, TArguments>(name));
    }

    private static void AddJobKeys(this IHostApplicationBuilder builder)
    {
        var redis = builder.AddSettings<RedisOptions>(RedisOptions.Section);
        var services = builder.Services;
        if (redis.Mode == RedisMode.Embedded)
        {
            services.AddSingleton(s => new EmbeddedGarnet(
                redis.Embedded, redis.Embedded.DataPath ?? s.GetRequiredService<DataRoot>().File("redis"), s.GetRequiredService<ILoggerFactory>()));
        }
        else if (builder.Configuration.GetConnectionString("Redis") is not { } connection)
        {
            throw new SettingException("ConnectionStrings:Redis", null, "is needed with Redis:Mode = External");
        }
        else if (RedisConnection.Problem(connection, overNetwork: builder.Environment.IsProduction()) is { } problem)
        {
            throw new SettingException("ConnectionStrings:Redis", "(hidden)", problem);
        }

        services.AddSingleton(s => new RedisConnection(
            s.GetService<EmbeddedGarnet>()?.ConnectionString ?? builder.Configuration.GetConnectionString("Redis")!,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<RedisConnection>>()));
        services.AddSingleton<RedisJobKeys>();
        services.AddSingleton<MendJobKeys>();
    }

    private static void AddScheduler(this IHostApplicationBuilder builder, WindowOptions options)
    {
        var provider = (builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new()).Provider;
        var connection = builder.Configuration.GetConnectionString("Database");
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => (o.InstanceName, o.InstanceId) = ("mosaic", NodeName.OfThisProcess.Value));
            quartz.UseDefaultThreadPool(options.Workers == 0 ? Environment.ProcessorCount : options.Workers);
            quartz.UseTypeLoader<OwnJobTypes>();
            quartz.AddJob<RunTask>(job => job.WithIdentity(Alarm.Job).StoreDurably());
            quartz.AddSchedulerListener<SchedulerSignals>();
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(o => o.StoreJobDataAsStrings = true);
                store.ProvisionSchema();
                switch (provider)
                {
                    case DatabaseProvider.SqlServer:
                        store.UseSqlServer(connection!);
                        store.UseClustering();
                        break;
                    case DatabaseProvider.Postgres:
                        store.UsePostgres(NpgsqlFactory.Instance, connection!);
                        store.UseClustering();
                        break;
                    default:
                        store.UseSqlite(SqliteFactory.Instance, SchedulerFile(builder));
                        break;
                }
            });
        });
        builder.Services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    // A file of its own: the scheduler's writes and the tables' writes never wait for one another.
    private static string SchedulerFile(IHostApplicationBuilder builder)
    {
        var root = DataFeature.Root(builder);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = root.File("scheduler.db") }.ToString();
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
        return connectionString;
    }
}
