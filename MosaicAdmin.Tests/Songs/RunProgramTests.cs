using System.Diagnostics;
using System.Text;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class RunProgramTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly RunProgram _program = new(TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Output_and_exit_code_are_told()
    {
        NeedsShell();
        var good = await _program.Execute("/bin/sh", ["-c", "echo hello"], Long, 100, Stop);
        Assert.True(good.Succeeded);
        Assert.Equal("hello\n", Encoding.UTF8.GetString(good.Output));
        var bad = await _program.Execute("/bin/sh", ["-c", "echo why >&2; exit 3"], Long, 100, Stop);
        Assert.False(bad.Succeeded);
        Assert.Equal("why\n", bad.Complaint);
    }

    [Fact]
    public async Task Nothing_of_our_environment_is_passed_on()
    {
        NeedsShell();
        var answer = await _program.Execute("/usr/bin/env", [], Long, 10_000, Stop);
        Assert.DoesNotContain("HOME=", Encoding.UTF8.GetString(answer.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_output_is_cut_off()
    {
        NeedsShell();
        var answer = await _program.Execute("/usr/bin/yes", [], Long, 1 << 20, Stop);
        Assert.True(answer.TooMuch);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public async Task Endless_complaints_are_read_and_dropped()
    {
        NeedsShell();
        var answer = await _program.Execute("/bin/sh", ["-c", "yes complaint | head -c 3000000 >&2"], Long, 100, Stop);
        Assert.True(answer.Succeeded);
        Assert.Equal(2000, answer.Complaint.Length);
    }

    [Fact]
    public async Task A_program_that_goes_on_is_ended_with_its_children()
    {
        NeedsShell();
        var mark = Guid.NewGuid().ToString("n");
        var answer = await _program.Execute("/bin/sh", ["-c", $"sh -c 'sleep 300; : {mark}'; true"], TimeSpan.FromMilliseconds(300), 100, Stop);
        Assert.True(answer.TooLong);
        await Support.Eventually.True(() => !IsAlive(mark));
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_the_program()
    {
        NeedsShell();
        var mark = Guid.NewGuid().ToString("n");
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var run = _program.Execute("/bin/sh", ["-c", $"sleep 300; : {mark}"], Long, 100, leave.Token);
        await Support.Eventually.True(() => IsAlive(mark));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await Support.Eventually.True(() => !IsAlive(mark));
    }

    private static bool IsAlive(string mark) => Process.GetProcesses().Any(p =>
    {
        try
        {
            return File.ReadAllText($"/proc/{p.Id}/cmdline").Contains(mark, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    private static void NeedsShell() => Assert.SkipUnless(OperatingSystem.IsLinux(), "This looks into Linux processes.");
}
