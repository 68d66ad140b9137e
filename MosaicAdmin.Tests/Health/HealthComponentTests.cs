using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Health;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>The health check's parts, each state of them.</summary>
public sealed class HealthComponentTests : TestPage, IAsyncLifetime
{
    private TestTables _tables = null!;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        Services.AddSingleton(new RepairInvariant(_tables.Permissions, new Invariants([], _tables.Databases, Clock), _tables.Lane));
        SignIn(Roles.Admin);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _tables.DisposeAsync();
    }

    [Theory]
    [InlineData(0, true, "true", "Holds", false)]
    [InlineData(12, true, "false", "12 broken", true)]
    [InlineData(12, false, "false", "12 broken", false)]
    [InlineData(null, true, "unknown", "Cannot tell", false)]
    public void An_invariant_says_whether_it_holds_and_offers_its_repair_where_there_is_one(int? count, bool canRepair, string well, string verdict, bool repair)
    {
        var row = Row(new Finding("window-without-key", count, [], Noon, canRepair, count is null ? "redis" : null));

        Assert.Equal((well, verdict), (row.Find(".health-mark").GetAttribute("data-well"), row.Find(".health-mark").TextContent.Trim()));
        Assert.Equal(repair, row.FindAll("[data-testid=repair]").Count == 1);
        Assert.Equal(count is null, row.Markup.Contains("Redis does not answer.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "and 10 more")]
    [InlineData("zh-Hant", "另有 10 項")]
    public void Examples_lead_to_what_they_name_and_the_rest_is_counted(string language, string more)
    {
        Speak(language);
        var row = Row(new Finding("object-without-row", 12, [new("Friday", "/tasks/1"), new("mosaics/x.jpg", null)], Noon, true, null));

        Assert.Equal(["Friday", "mosaics/x.jpg", more], row.FindAll("[data-testid=examples] li").Select(e => e.TextContent.Trim()));
        Assert.Equal("/tasks/1", Assert.Single(row.FindAll("[data-testid=examples] a")).GetAttribute("href"));
    }

    [Fact]
    public void A_silent_node_is_marked_dead_and_this_one_is_named()
    {
        NodeHealth node = new("a:1", "1.0+abcdefgh", Noon, Noon, -3, 2, Standby: false, Running: 1, Dead: false, Answering: true);

        var table = Render<NodeTable>(p => p.Add(t => t.Nodes, [node, node with { Name = "b:2", Dead = true, Answering = false }, node with { Name = "c:3", Standby = true, Answering = false }]));

        Assert.Equal(["Alive", "Dead", "Standing by"], table.FindAll(".health-mark").Select(m => m.TextContent.Trim()));
        Assert.Equal(["a:1this oneVersion 1.0+abcdefg", "Alive", "just now", "-3 ms", "2", "1"], table.FindAll("tbody tr")[0].QuerySelectorAll("td").Select(d => d.TextContent.Trim()));
    }

    [Fact]
    public void A_part_that_fails_says_why_and_has_no_round_trip()
    {
        var part = Render<AnswerPart>(p => p.Add(a => a.Id, "storage").Add(a => a.Kind, "S3").Add(a => a.Well, false).Add(a => a.State, "The store did not answer within 10 s."));

        Assert.Equal("false", part.Find("[data-testid=part-storage]").GetAttribute("data-well"));
        Assert.Contains("The store did not answer within 10 s.", part.Find(".health-mark").TextContent, StringComparison.Ordinal);
        Assert.Empty(part.FindAll(".figures"));
    }

    private IRenderedComponent<InvariantRow> Row(Finding finding) => Render<InvariantRow>(p => p.Add(r => r.Finding, finding));
}
