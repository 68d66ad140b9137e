using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bunit;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>What the page hands its script; what the script makes of it is tested in a browser (<c>Browser/UploadQueueTests</c>).</summary>
public sealed partial class UploadQueueFrameTests
{
    [Theory]
    [InlineData("en", "Choose a playlist first.")]
    [InlineData("zh-Hant", "請先選擇播放清單。")]
    public async Task The_script_gets_its_texts_in_the_readers_language_and_the_servers_limits(string language, string sentence)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var page = await UploadContext.Create();
        var script = page.JSInterop.SetupModule("./js/upload.js");
        script.Mode = JSRuntimeMode.Loose;

        page.Render<UploadQueue>();

        var given = JsonSerializer.SerializeToElement(script.Invocations["start"].Single().Arguments[1], JsonSerializerOptions.Web);
        Assert.Equal(sentence, given.GetProperty("texts").GetProperty("choose").GetString());
        Assert.Equal((111, 222), (given.GetProperty("maxAudioBytes").GetInt32(), given.GetProperty("maxCoverBytes").GetInt32()));
    }

    [Fact]
    public async Task It_is_never_rendered_again_because_the_script_owns_what_is_inside()
    {
        await using var page = await UploadContext.Create();
        var queue = page.Render<UploadQueue>();

        queue.Render();

        Assert.Equal(1, queue.RenderCount);
        Assert.Equal("file", queue.Find("[data-testid=song-files]").GetAttribute("type"));
        Assert.True(queue.Find("[data-testid=upload-start]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Whatever_the_script_looks_for_is_in_the_frame()
    {
        await using var page = await UploadContext.Create();
        var scripts = string.Concat(Directory.EnumerateFiles(Path.Combine(Folders.Repository, "wwwroot-assets", "js"), "upload*.js").Select(File.ReadAllText));

        var frame = page.Render<UploadQueue>();

        var there = frame.FindAll("[data-upload]").Select(e => e.GetAttribute("data-upload")!).ToHashSet();
        var sought = Looks().Matches(scripts).Select(m => m.Groups[1].Value)
            .Concat(Lists().Matches(scripts).SelectMany(m => m.Groups[1].Value.Split(',').Select(name => name.Trim(' ', '\''))));
        Assert.Equal([], sought.Where(name => !there.Contains(name)).Distinct());
        Assert.All(frame.FindAll("button, input:not([type=file])"), control => Assert.True(control.TextContent.Trim().Length > 0 || control.Closest("label") is not null || control.HasAttribute("hidden"), control.OuterHtml));
    }

    [GeneratedRegex(@"find\('([a-z-]+)'\)")]
    private static partial Regex Looks();

    [GeneratedRegex(@"\[('[^\]]+')\]\.map\(find\)")]
    private static partial Regex Lists();
}
