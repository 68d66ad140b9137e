using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>One real Redis for the tests that kill processes; they run one after another.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer? _server;

    /// <summary>What has a site use it.</summary>
    public (string Key, string Value)[] Settings => _server is null
        ? []
        : [("Redis:Mode", "External"), ("ConnectionStrings:Redis", _server.Address)];

    public async ValueTask InitializeAsync() => _server = Tools.Find("redis-server") is null ? null : await RedisServer.Start();

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return ValueTask.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class FaultsCollection : ICollectionFixture<SharedRedis>
{
    public const string Name = "Faults";
}
