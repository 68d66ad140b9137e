using System.Buffers;
using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Goes on with an upload from where it stands. What has arrived stays, however the connection ends.</summary>
public sealed class AppendUpload(Permissions permissions, PartialFolder folder, UploadTurns turns)
{
    private const int BufferSize = 128 << 10;

    /// <param name="declared">How many bytes the sender says are coming, if it does.</param>
    /// <returns>Where the upload stands now.</returns>
    /// <exception cref="NotFoundException">The person has no such upload.</exception>
    /// <exception cref="OperationCanceledException">Another connection goes on in place of this one, which had died.</exception>
    /// <exception cref="UploadRefusedException">It is not this connection's turn, it stands elsewhere, or there is more than was announced.</exception>
    public async Task<(PartialUpload Upload, long Offset)> Execute(
        ClaimsPrincipal user, Guid id, long offset, long? declared, Stream body, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var upload = FindUpload.Require(folder, actor, id);
        using var turn = await turns.Take(id, cancellationToken) ?? throw Locked();
        await using var part = OpenPart(upload);
        if (part.Length != offset)
        {
            throw new UploadRefusedException(StatusCodes.Status409Conflict, $"The upload stands at byte {part.Length}, not {offset}.");
        }

        if (declared > upload.Length - offset)
        {
            throw TooMuch(upload);
        }

        part.Position = offset;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Interrupted);
        try
        {
            await Copy(body, part, upload, turn, either.Token);
        }
        catch (IOException broken) when (broken is not (BadHttpRequestException or KeepingFailedException))
        {
            throw new BadHttpRequestException("The upload broke off; it goes on from what has arrived.", StatusCodes.Status400BadRequest, broken);
        }
        catch (UploadRefusedException)
        {
            // A sender that does not keep to its own length is not trusted with the rest of what it sent.
            part.SetLength(offset);
            throw;
        }

        return (upload, part.Length);
    }

    private static async Task Copy(Stream from, FileStream to, PartialUpload upload, UploadTurn turn, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                turn.Hear();
                if (to.Position + read > upload.Length)
                {
                    throw TooMuch(upload);
                }

                // What is here is kept, even if the sender is gone meanwhile.
                await ReceiveFile.Keep(to.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private FileStream OpenPart(PartialUpload upload)
    {
        try
        {
            return folder.Open(upload);
        }
        catch (FileNotFoundException)
        {
            throw new NotFoundException(FindUpload.Gone);
        }
        catch (IOException)
        {
            throw Locked();
        }
    }

    private static UploadRefusedException Locked() => new(StatusCodes.Status423Locked, "Another connection is sending this upload.");

    private static UploadRefusedException TooMuch(PartialUpload upload) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The upload was announced with {upload.Length} bytes; more than that came.");
}
