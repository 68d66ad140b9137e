using System.Globalization;

namespace MosaicAdmin.Songs;

/// <summary>The words of an upload.</summary>
internal static class UploadFields
{
    private const int MaxOrder = 100_000;

    /// <exception cref="InvalidInputException">One cannot be understood.</exception>
    public static NewSong Read(Guid playlistId, IReadOnlyDictionary<string, string> fields) => new(playlistId)
    {
        Title = fields.GetValueOrDefault("title"),
        Artist = fields.GetValueOrDefault("artist"),
        Album = fields.GetValueOrDefault("album"),
        Batch = Id(fields, "batch"),
        Order = Number(fields, "order"),
        SameAudioAs = Id(fields, "sameAudioAs"),
        Replaces = Id(fields, "replaces"),
        Upload = Id(fields, "upload"),
        AskAboutDuplicates = fields.GetValueOrDefault("duplicates") switch
        {
            null or "" => false,
            "ask" => true,
            _ => throw new InvalidInputException("duplicates is ask, or left out."),
        },
    };

    private static int? Number(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MaxOrder ? number
        : throw new InvalidInputException($"{name} is a whole number from 0 to {MaxOrder}.");

    private static Guid? Id(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name) is not { Length: > 0 } text ? null
        : Guid.TryParse(text, out var id) ? id
        : throw new InvalidInputException($"{name} is an id, such as {Guid.Empty}.");
}
