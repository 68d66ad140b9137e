using System.Globalization;
using System.Text.Json;
using Bunit;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

/// <summary>What the page hands its script; what the script makes of it is tested in a browser (<c>Browser/UploadQueueTests</c>).</summary>
public sealed class UploadQueueFrameTests
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
}
