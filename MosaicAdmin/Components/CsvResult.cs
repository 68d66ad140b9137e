using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MosaicAdmin.Components;

/// <summary>
/// Answers with a table as a file (RFC 4180), row by row as they are read. It begins with a byte order mark, by which spreadsheets know UTF-8,
/// and a cell that a spreadsheet would run as a formula is made plain text.
/// </summary>
/// <param name="FileName">What the browser proposes to call it.</param>
/// <param name="Cells">One row's cells in the order of <paramref name="Columns"/>; times as ISO 8601 in UTC.</param>
public sealed record CsvResult<T>(string FileName, IReadOnlyList<string> Columns, IAsyncEnumerable<T> Rows, Func<T, IReadOnlyList<object?>> Cells) : IResult
{
    private static readonly CsvConfiguration Rules = new(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment") { FileNameStar = FileName, FileName = FileName }.ToString();
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Rules);
        await Put(csv, Columns);
        await foreach (var row in Rows.WithCancellation(httpContext.RequestAborted))
        {
            await Put(csv, Cells(row));
        }
    }

    private static Task Put(CsvWriter csv, IReadOnlyList<object?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell is DateTimeOffset time ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : cell);
        }

        return csv.NextRecordAsync();
    }
}
