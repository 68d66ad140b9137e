using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tests.Data;

public sealed class MigrationsTests
{
    public static TheoryData<string> Providers => ["Sqlite", "SqlServer", "Postgres"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void No_change_of_the_model_is_without_its_migration(string provider)
    {
        using var db = Open(provider);
        Assert.False(db.Database.HasPendingModelChanges(), $"Run MosaicAdmin/Data/Migrations/add.sh; {provider} is behind the model.");
        Assert.NotEmpty(db.Database.GetMigrations());
    }

    [Fact]
    public void The_script_for_SQL_Server_is_SQL_Server_s_language()
    {
        using var db = Open("SqlServer");
        using var script = new StringReader(db.Database.GenerateCreateScript());
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(script, out var errors);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
        Assert.NotEmpty(Assert.IsType<TSqlScript>(tree).Batches);
    }

    private static MosaicDb Open(string provider) => provider switch
    {
        "Sqlite" => new SqliteMosaicDb.DesignTime().CreateDbContext([]),
        "SqlServer" => new SqlServerMosaicDb.DesignTime().CreateDbContext([]),
        _ => new PostgresMosaicDb.DesignTime().CreateDbContext([]),
    };
}
