using System.ComponentModel;
using System.Diagnostics;

namespace MosaicAdmin.Songs;

/// <summary>What a program wrote before it ended.</summary>
/// <param name="Succeeded">It ended by itself with exit code 0.</param>
/// <param name="Output">Its standard output, whole only when nothing was over.</param>
/// <param name="TooLong">It was stopped at the time limit.</param>
/// <param name="TooMuch">It was stopped because it wrote more than was allowed.</param>
/// <param name="Complaint">The beginning of its error output, for the log.</param>
public sealed record ProgramResult(bool Succeeded, byte[] Output, bool TooLong, bool TooMuch, string Complaint);

/// <summary>
/// Runs a program on a file from outside so that the worst file costs a bounded time and a bounded answer: no shell, nothing of this
/// process's environment, lower priority, few at once, killed with its children at a limit or when the caller leaves.
/// </summary>
public sealed class RunProgram(TimeProvider time) : IDisposable
{
    private const int ComplaintLength = 2000;
    private readonly SemaphoreSlim _atOnce = new(Math.Max(2, Environment.ProcessorCount));

    public async Task<ProgramResult> Execute(
        string path, IEnumerable<string> arguments, TimeSpan limit, long mostOutput, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            using var process = Start(path, arguments);
            using var tooLong = new CancellationTokenSource(limit, time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLong.Token);
            try
            {
                return await Listen(process, mostOutput, stop.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new ProgramResult(false, [], TooLong: true, TooMuch: false, "");
            }
            finally
            {
                await End(process);
            }
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private static Process Start(string path, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (!OperatingSystem.IsWindows())
        {
            start.Environment.Clear();
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }

        return process;
    }

    private static async Task<ProgramResult> Listen(Process process, long mostOutput, CancellationToken cancellationToken)
    {
        var complaint = Drain(process.StandardError, cancellationToken);
        using var output = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (output.Length + read > mostOutput)
            {
                process.Kill(entireProcessTree: true);
                return new ProgramResult(false, [], TooLong: false, TooMuch: true, await complaint);
            }

            output.Write(buffer, 0, read);
        }

        await process.WaitForExitAsync(cancellationToken);
        return new ProgramResult(process.ExitCode == 0, output.ToArray(), TooLong: false, TooMuch: false, await complaint);
    }

    /// <summary>Reads to the end, so that the program never waits for us, and keeps the beginning.</summary>
    private static async Task<string> Drain(StreamReader error, CancellationToken cancellationToken)
    {
        var kept = "";
        var buffer = new char[4096];
        int read;
        while ((read = await error.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept += new string(buffer, 0, Math.Min(read, ComplaintLength - kept.Length));
        }

        return kept;
    }

    private static async Task End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
