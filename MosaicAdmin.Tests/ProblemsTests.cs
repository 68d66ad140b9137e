using Microsoft.AspNetCore.Http;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests;

/// <summary>Which status an exception stands for; what is a fault of ours says nothing.</summary>
public sealed class ProblemsTests
{
    public static TheoryData<Exception, int> Known() => new()
    {
        { new NotFoundException("Gone."), 404 },
        { new InvalidInputException("No."), 422 },
        { new RefusedFileException("a.mp3", "is empty", 415), 415 },
        { new ForbiddenException(Roles.Admin), 403 },
        { new ActRefusedException("Nothing waits."), 409 },
        { new DuplicateSongException(SongView.Of(new Song { PlaylistId = Guid.Empty, Title = "T", AddedBy = "A" })), 409 },
        { new StoreFailedException("The store is away.", new IOException("secret")), 503 },
        { new KeepingFailedException(new IOException("secret")), 503 },
        { new UploadRefusedException(423, "Locked."), 423 },
        { new BadHttpRequestException("Broken.", 400), 400 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void What_is_known_is_said(Exception error, int status)
    {
        var problem = Problems.Describe(error)!;
        Assert.Equal((status, error.Message), (problem.Status, problem.Detail));
        Assert.NotEmpty(problem.Title!);
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_not() => Assert.Null(Problems.Describe(new InvalidOperationException("secret")));
}
