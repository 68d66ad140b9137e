using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using MosaicAdmin.AppSettings;
using MosaicAdmin.Audit;
using MosaicAdmin.Identity;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Data;

/// <summary>The tables. Queries and changes live with the feature that makes them; each provider has a sealed context with its own migrations.</summary>
public abstract class MosaicDb(DbContextOptions options) : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<ChangedSetting> ChangedSettings => Set<ChangedSetting>();

    public DbSet<Mosaic> Mosaics => Set<Mosaic>();

    public DbSet<Node> Nodes => Set<Node>();

    public DbSet<Pause> Pauses => Set<Pause>();

    public DbSet<Playlist> Playlists => Set<Playlist>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<RunLine> RunLines => Set<RunLine>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<RecordedSignal> Signals => Set<RecordedSignal>();

    public DbSet<Song> Songs => Set<Song>();

    public DbSet<TaskRun> Tasks => Set<TaskRun>();

    public DbSet<Window> Windows => Set<Window>();

    /// <summary>Ids of the tasks that ran longer than <paramref name="span"/>; what has no end yet, until <paramref name="now"/>. Each database takes times apart its own way.</summary>
    public abstract IQueryable<Guid> TasksLongerThan(TimeSpan span, DateTimeOffset now);

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    // Identity reads its schema version from the application's services and from nowhere else; a context made without them
    // (dotnet ef, a test) must describe the same tables.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        var services = optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;
        if (services?.GetService<IOptions<IdentityOptions>>()?.Value.Stores.SchemaVersion != SchemaVersion)
        {
            optionsBuilder.UseApplicationServiceProvider(OnlySchemaVersion.Services);
        }
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseRewriting();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseRewriting();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private void RefuseRewriting()
    {
        if (ChangeTracker.Entries<AuditEntry>().Any(row => row.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("The record of who did what is only ever added to.");
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityRole<Guid>>().HasData(Identity.Roles.All.Select(role => new IdentityRole<Guid>(role)
        {
            Id = Identity.Roles.IdOf(role),
            NormalizedName = role.ToUpperInvariant(),
            ConcurrencyStamp = role,
        }));
        builder.Entity<ApiToken>(token =>
        {
            token.Property(t => t.Hash).HasMaxLength(64);
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AuditEntry>().HasIndex(a => a.At);
        builder.Entity<Mosaic>(mosaic =>
        {
            mosaic.HasIndex(m => new { m.PlaylistId, m.MadeAt });
            mosaic.HasIndex(m => m.TaskId);
            mosaic.Property(m => m.Key).HasMaxLength(64);
            mosaic.HasIndex(m => m.Key);
            mosaic.HasOne<Playlist>().WithMany().HasForeignKey(m => m.PlaylistId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<Node>(node =>
        {
            node.HasKey(n => n.Name);
            node.Property(n => n.Name).HasMaxLength(200);
        });
        builder.Entity<Pause>().HasIndex(p => p.ResumedAt);
        builder.Entity<Playlist>(playlist =>
        {
            playlist.Property(p => p.Name).HasMaxLength(200);
            playlist.Property(p => p.CoverMode).HasConversion<string>().HasMaxLength(16);
            playlist.Property(p => p.RolledBackInput).HasMaxLength(64);
        });
        builder.Entity<Receipt>(receipt =>
        {
            receipt.Property(r => r.Key).HasMaxLength(200);
            receipt.Property(r => r.Owner).HasMaxLength(200);
            receipt.HasIndex(r => new { r.Owner, r.Key }).IsUnique();
        });
        builder.Entity<RecordedSignal>(signal =>
        {
            signal.Property(s => s.Kind).HasMaxLength(32);
            signal.Property(s => s.Side).HasConversion<string>().HasMaxLength(16);
            signal.HasIndex(s => s.TaskId);
        });
        builder.Entity<RunLine>(line =>
        {
            line.Property(l => l.Category).HasMaxLength(200);
            line.Property(l => l.Level).HasConversion<string>().HasMaxLength(16);
            line.HasIndex(l => new { l.TaskId, l.Id });
            line.HasOne<TaskRun>().WithMany().HasForeignKey(l => l.TaskId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SavedView>(view =>
        {
            view.Property(v => v.Page).HasMaxLength(32);
            view.Property(v => v.Name).HasMaxLength(60);
            view.Property(v => v.Query).HasMaxLength(2000);
            view.HasIndex(v => new { v.UserId, v.Page, v.Name }).IsUnique();
            view.HasOne<User>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ChangedSetting>(setting =>
        {
            setting.HasKey(s => s.Key);
            setting.Property(s => s.Key).HasMaxLength(100);
        });
        builder.Entity<Song>(song =>
        {
            song.Property(s => s.Title).HasMaxLength(300);
            song.Property(s => s.Artist).HasMaxLength(300);
            song.Property(s => s.Album).HasMaxLength(300);
            song.Property(s => s.AudioHash).HasMaxLength(64);
            song.HasIndex(s => new { s.PlaylistId, s.Position });
            song.HasIndex(s => s.AudioHash);
            song.Property(s => s.CoverHash).HasMaxLength(64);
            song.HasIndex(s => s.CoverHash);
            song.HasOne<Playlist>().WithMany().HasForeignKey(s => s.PlaylistId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<TaskRun>(task =>
        {
            task.ToTable("Tasks");
            task.Property(t => t.Name).HasMaxLength(100);
            task.Property(t => t.State).HasConversion<string>().HasMaxLength(16);
            // Lists are read newest first, page by page: each filter that narrows carries the order with it.
            task.HasIndex(t => new { t.PublishedAt, t.Id });
            task.HasIndex(t => new { t.State, t.PublishedAt, t.Id });
            task.HasIndex(t => new { t.SubjectId, t.PublishedAt, t.Id });
        });
        builder.Entity<Window>(window =>
        {
            window.HasKey(w => w.SubjectId);
            window.Property(w => w.SubjectId).ValueGeneratedNever();
            window.Property(w => w.State).HasConversion<string>().HasMaxLength(16);
            window.Property(w => w.Version).IsConcurrencyToken();
        });
    }

    private static class OnlySchemaVersion
    {
        public static IServiceProvider Services { get; } = new ServiceCollection()
            .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .BuildServiceProvider();
    }
}
