using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MosaicAdmin.Songs;

/// <summary>
/// Reads a multipart upload part by part as it arrives: files go to the disk, the words are few and short. Never a whole file in memory.
/// </summary>
public sealed class ReadUpload(ReceiveFile receive, IOptions<UploadOptions> upload)
{
    private const int MostParts = 20;
    private const int LongestField = 8 << 10;
    private const long RoomForWords = 1 << 20;

    /// <exception cref="RefusedFileException">A file is empty or too large.</exception>
    /// <exception cref="BadHttpRequestException">It is no upload, or it broke off.</exception>
    public async Task<NewSong> Execute(Guid playlistId, HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(Boundary(request), request.Body);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new Dictionary<string, ReceivedFile>(StringComparer.Ordinal);
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
            {
                if (parts == MostParts)
                {
                    throw new InvalidInputException($"An upload has at most {MostParts} parts.");
                }

                await ReadPart(section, request.ContentLength, fields, files, cancellationToken);
            }

            return UploadFields.Read(playlistId, fields) with
            {
                IdempotencyKey = request.Headers["Idempotency-Key"].FirstOrDefault(),
                Audio = files.GetValueOrDefault("audio"),
                Cover = files.GetValueOrDefault("cover"),
            };
        }
        catch (Exception error)
        {
            foreach (var file in files.Values)
            {
                await file.DisposeAsync();
            }

            if (error is InvalidDataException || (error is IOException && error is not (BadHttpRequestException or KeepingFailedException)))
            {
                throw new BadHttpRequestException("The upload broke off or is not well-formed multipart/form-data.", StatusCodes.Status400BadRequest, error);
            }

            throw;
        }
    }

    private async Task ReadPart(
        MultipartSection section, long? declared, Dictionary<string, string> fields, Dictionary<string, ReceivedFile> files, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
        {
            throw new InvalidInputException("A part of the upload has no name.");
        }

        var fileName = FileName(disposition);
        if (name is not ("audio" or "cover"))
        {
            if (!string.IsNullOrEmpty(fileName))
            {
                throw new InvalidInputException($"The part of a file is named audio or cover, not {SongName.Clean(name)}.");
            }

            fields[name] = await ReadField(section.Body, name, cancellationToken);
            return;
        }

        if (files.ContainsKey(name))
        {
            throw new InvalidInputException($"A song has one {name} file.");
        }

        var part = name == "audio" ? FilePart.Audio : FilePart.Cover;
        RefuseByDeclaredSize(declared, fileName ?? name, part);

        // An input that nobody filled comes as an empty part without a file name.
        if (await receive.Execute(section.Body, fileName ?? name, part, mayBeNone: string.IsNullOrEmpty(fileName), cancellationToken) is { } file)
        {
            files.Add(name, file);
        }
    }

    /// <summary>An honest declaration saves the sender the way; a lying one is caught while it arrives.</summary>
    private void RefuseByDeclaredSize(long? declared, string fileName, FilePart part)
    {
        if (declared > upload.Value.MaxAudioBytes + upload.Value.MaxCoverBytes + RoomForWords)
        {
            throw ReceiveFile.TooLarge(fileName, part == FilePart.Audio ? upload.Value.MaxAudioBytes : upload.Value.MaxCoverBytes);
        }
    }

    /// <summary>Browsers escape these three in a quoted name and leave backslashes alone.</summary>
    private static string? FileName(ContentDispositionHeaderValue disposition) => disposition.FileNameStar.HasValue
        ? disposition.FileNameStar.Value
        : HeaderUtilities.RemoveQuotes(disposition.FileName).Value?.Replace("%22", "\"").Replace("%0D", "\r").Replace("%0A", "\n");

    private static async Task<string> ReadField(Stream body, string name, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= LongestField
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new InvalidInputException($"The field {SongName.Clean(name)} is longer than {LongestField} bytes.");
    }

    private static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary
                ? boundary
                : throw new BadHttpRequestException("The upload's content type names no boundary.")
            : throw new BadHttpRequestException("An upload is multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
}
