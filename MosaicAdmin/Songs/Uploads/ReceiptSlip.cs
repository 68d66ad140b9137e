using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>One use of an <c>Idempotency-Key</c>: finds the answer given before, or keeps the one given now. Without a key it does neither.</summary>
public sealed class ReceiptSlip
{
    private const int MaxLength = 200;

    private readonly string? _key;
    private readonly string _owner;
    private readonly string _fingerprint;

    private ReceiptSlip(string? key, string owner, string fingerprint)
    {
        _key = key;
        _owner = owner;
        _fingerprint = fingerprint;
    }

    public bool HasKey => _key is not null;

    /// <exception cref="InvalidInputException">The key is too long.</exception>
    public static ReceiptSlip For(NewSong asked, Actor actor)
    {
        var key = string.IsNullOrWhiteSpace(asked.IdempotencyKey) ? null : asked.IdempotencyKey;
        return key?.Length > MaxLength
            ? throw new InvalidInputException($"The Idempotency-Key is longer than {MaxLength} characters.")
            : new ReceiptSlip(key, actor.UserId.ToString(), Fingerprint(asked));
    }

    /// <exception cref="InvalidInputException">The key was used for something else.</exception>
    public async Task<AddedSong?> Find(MosaicDb db, CancellationToken cancellationToken)
    {
        if (_key is null)
        {
            return null;
        }

        var receipt = await db.Receipts.AsNoTracking().SingleOrDefaultAsync(r => r.Owner == _owner && r.Key == _key, cancellationToken);
        return receipt is null ? null
            : receipt.Fingerprint != _fingerprint ? throw new InvalidInputException("This Idempotency-Key was used for another upload; take a new key for a new upload.")
            : JsonSerializer.Deserialize<AddedSong>(receipt.Answer, JsonSerializerOptions.Web);
    }

    public void Write(Write write, AddedSong answer)
    {
        if (_key is not null)
        {
            write.Db.Receipts.Add(new Receipt
            {
                Owner = _owner,
                Key = _key,
                Fingerprint = _fingerprint,
                Answer = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web),
                CreatedAt = write.Now,
            });
        }
    }

    /// <summary>Over what was sent, as JSON, so that no two uploads run together. The batch is left out: a retry may come in another drop.</summary>
    private static string Fingerprint(NewSong asked)
    {
        object?[] sent =
        [
            asked.PlaylistId, asked.Title, asked.Artist, asked.Album, asked.SameAudioAs, asked.Audio?.Hash, asked.Audio?.Name, asked.Cover?.Hash, asked.Cover?.Name,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked.Replaces is { } replaced ? [.. sent, replaced] : sent)));
    }
}
