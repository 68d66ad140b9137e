using Microsoft.Extensions.Hosting;
using MosaicAdmin.Data;
using MosaicAdmin.Health;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-settings-");

    [Theory]
    [InlineData("Mosaic:Window", "soon", "cannot be read")]
    [InlineData("Mosaic:Window", "00:00:00", "between")]
    [InlineData("Mosaic:RunLimit", "00:30:00", "shorter than Mosaic:Lease")]
    [InlineData("Mosaic:Workers", "-1", "between")]
    [InlineData("Redis:Embedded:Port", "99999", "between")]
    [InlineData("Database:Provider", "7", "is none of Sqlite, SqlServer, Postgres")]
    [InlineData("Redis:Mode", "Somewhere", "cannot be read")]
    [InlineData("Redis:Mode", "External", "ConnectionStrings:Redis")]
    [InlineData("Database:Provider", "Oracle", "cannot be read")]
    [InlineData("Database:Provider", "SqlServer", "ConnectionStrings:Database")]
    [InlineData("Storage:Provider", "S3", "Storage:S3:Bucket")]
    [InlineData("Data:Root", "/dev/null/data", "no folder that can be written")]
    [InlineData("ConnectionStrings:Database", "nonsense", "ConnectionStrings:Database = \"(hidden)\"")]
    [InlineData("ConnectionStrings:Database", "Nonsense=1", "ConnectionStrings:Database = \"(hidden)\"")]
    [InlineData("Webhooks:Url", "somewhere", "is not an http or https address")]
    [InlineData("Webhooks:Url", "ftp://example.org", "is not an http or https address")]
    [InlineData("Webhooks:Url", "https://me:secret@example.org", "is not an http or https address")]
    [InlineData("Webhooks:Url", "https://example.org/hook", "goes with a Webhooks:Secret")]
    [InlineData("Webhooks:Kinds:0", "task_failure", "is none of the signals before_publish")]
    [InlineData("Webhooks:Attempts", "0", "between")]
    [InlineData("Webhooks:AllowPrivate", "true", "in Development only")]
    [InlineData("Collect:Orphans", "00:10:00", "between")]
    [InlineData("Collect:Grace", "a week", "cannot be read")]
    [InlineData("Faults:At", "Somewhere", "cannot be read")]
    [InlineData("Faults:At", "99", "is none of None, BytesReceived")]
    [InlineData("Faults:At", "Taken", "in Development only")]
    public void A_wrong_setting_is_refused_in_one_line_that_names_key_and_value(string key, string value, string problem)
    {
        var error = Assert.Throws<SettingException>(() => Register((key, value)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(problem.Contains(':', StringComparison.Ordinal) || error.Message.Contains($"{key} = \"{value}\"", StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("cache.example.org:6379", false)]
    [InlineData("cache.example.org:6380,ssl=true", false)]
    [InlineData("cache.example.org:6380,ssl=true,password=x", true)]
    [InlineData("127.0.0.1:6379", true)]
    [InlineData("127.0.0.1:6379,nonsense=1", false)]
    [InlineData("", false)]
    public void In_Production_Redis_over_the_network_needs_encryption_and_a_password(string connection, bool accepted)
    {
        var error = Record.Exception(() => Register(("Redis:Mode", "External"), ("ConnectionStrings:Redis", connection)));
        Assert.Equal(accepted, error is null);
        Assert.DoesNotContain("password=x", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void In_Production_a_webhook_is_posted_to_by_https_and_its_secret_is_in_no_message()
    {
        var error = Assert.Throws<SettingException>(() => Register(("Webhooks:Url", "http://example.org/hook"), ("Webhooks:Secret", "known to two of us")));
        Assert.Contains("https", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("known to", error.Message, StringComparison.Ordinal);
        Register(("Webhooks:Url", "https://example.org/hook"), ("Webhooks:Secret", "known to two of us"));
    }

    [Fact]
    public void A_section_that_is_not_there_leaves_the_defaults()
    {
        var builder = Register();
        using var host = builder.Build();
        var window = (WindowOptions)((Microsoft.Extensions.Options.IOptions<WindowOptions>)host.Services.GetService(
            typeof(Microsoft.Extensions.Options.IOptions<WindowOptions>))!).Value;
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromHours(4)), (window.Window, window.MaxWait));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private HostApplicationBuilder Register(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production });
        builder.Configuration["Data:Root"] = _folder.FullName;
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.AddData();
        builder.AddStorage();
        builder.AddTasks();
        builder.AddHealth();
        return builder;
    }
}
