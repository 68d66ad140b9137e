using MosaicAdmin.AppSettings;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tests.AppSettings;

/// <summary>What the page lists, and rows that nobody could have saved there.</summary>
public sealed class StoredSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-settings-");

    [Fact]
    public async Task A_bad_row_stops_no_start_costs_no_other_row_and_is_shown_as_a_problem()
    {
        await using (var before = await SettingsNode.Start(_folder.FullName))
        {
            await before.Store("Mosaic:Window", "soon");
            await before.Store("Mosaic:RunLimit", "00:30:00");
            await before.Store("Mosaic:MaxWait", "02:00:00");
            await before.Store("Mosaic:OfAnOlderVersion", "1");
        }

        await using var node = await SettingsNode.Start(_folder.FullName, ("Mosaic:Window", "00:07:00"));
        Assert.Equal((7, 120, 45), (node.Windows.Window.TotalMinutes, node.Windows.MaxWait.TotalMinutes, node.Windows.RunLimit.TotalSeconds));

        var admin = await node.Person(Roles.Admin);
        var list = await node.List(admin);
        Assert.Equal(["Mosaic:OfAnOlderVersion"], list.Strays);
        Assert.Equal(["Mosaic:RunLimit", "Mosaic:Window"], list.Changeable.Where(s => s.Problem is not null).Select(s => s.Key).Order());
        var window = list.Changeable.Single(s => s.Key == "Mosaic:Window");
        Assert.Equal(("00:07:00", SettingOrigin.Program), (window.Value, window.Beneath.Origin));

        await node.Change(admin, "Mosaic:Window", null, seen: "soon");
        Assert.DoesNotContain((await node.List(admin)).Changeable, s => s is { Key: "Mosaic:Window", Problem: not null });
    }

    [Fact]
    public async Task The_others_are_listed_with_their_values_and_no_secret_among_them()
    {
        await using var node = await SettingsNode.Start(
            _folder.FullName, ("Webhooks:Secret", "known to two of us"), ("Webhooks:Url", "https://example.org/hook?key=abc"), ("Webhooks:Kinds:0", "failure"));

        var list = await node.List(await node.Person(Roles.Admin));

        var settings = list.Fixed.ToDictionary(s => s.Key);
        Assert.DoesNotContain(list.Fixed, s => s.Value?.Contains("known to", StringComparison.Ordinal) == true || s.Value?.Contains("abc", StringComparison.Ordinal) == true);
        Assert.True(settings["Webhooks:Secret"].Hidden && settings["Webhooks:Url"].Hidden && !settings["ConnectionStrings:Database"].Hidden);
        Assert.Equal(("failure", "3", SettingOrigin.Default), (settings["Webhooks:Kinds"].Value, settings["Mosaic:MaxDeaths"].Value, settings["Mosaic:MaxDeaths"].From.Origin));
        Assert.DoesNotContain("Mosaic:Window", settings.Keys);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
