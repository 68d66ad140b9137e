using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks;

public sealed class TaskQueryTests
{
    // In Taipei it is 01:30 of the 24th already, eight hours before UTC's clock says so.
    private static readonly ReaderTime Taipei = new(new DateTimeOffset(2026, 11, 23, 17, 30, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Asia/Taipei"));

    [Theory]
    [InlineData("rain", "rain")]
    [InlineData("  two   words ", "two words")]
    [InlineData("state:failed,lost", "state:failed,lost")]
    [InlineData("STATE:Failed", "state:Failed")]
    [InlineData("playlist:\"Road trip\"", "playlist:\"Road trip\"")]
    [InlineData("playlist:\"Road trip\",Rain", "playlist:\"Road trip\",Rain")]
    [InlineData("playlist:\"never closed", "playlist:\"never closed\"")]
    [InlineData("-by:ann -rain", "-by:ann -rain")]
    [InlineData("node:host-1:80", "node:host-1:80")]
    [InlineData("host-1:80", "host-1:80")]
    [InlineData("\"a:b\" \"-x\" - ", "\"a:b\" \"-x\" \"-\"")]
    [InlineData("\"a \\\" b\"", "\"a \\\" b\"")]
    [InlineData("reason:", "reason:")]
    [InlineData("\"\" ,", ",")]
    public void Words_are_read_as_they_are_typed(string typed, string read) => Assert.Equal(read, QueryWord.Write(QueryWord.Read(typed)));

    [Property(MaxTest = 1000)]
    public bool Any_text_is_read_and_its_spelling_means_the_same(string? text)
    {
        var once = QueryWord.Write(QueryWord.Read(text));
        return QueryWord.Write(QueryWord.Read(once)) == once;
    }

    [Property(MaxTest = 1000)]
    public Property Words_survive_being_written() => Prop.ForAll(Words().ToArbitrary(), words =>
    {
        var read = QueryWord.Read(QueryWord.Write(words));
        return read.Count == words.Count && read.Zip(words).All(p => p.First.Field == p.Second.Field && p.First.Not == p.Second.Not && p.First.Values.SequenceEqual(p.Second.Values));
    });

    [Property(MaxTest = 1000)]
    public bool Nothing_typed_can_break_it(string? text, TaskField field, bool not)
    {
        var query = TaskQuery.TryRead($"{(not ? "-" : "")}{TaskFields.Spelled[(int)field]}:{text}", Taipei, out var fault);
        return query is null == fault is not null && (TaskQuery.TryRead(text, Taipei, out fault) is null == fault is not null);
    }

    [Property(MaxTest = 500)]
    public Property What_was_understood_is_understood_again_from_its_spelling() => Prop.ForAll(Gen.Elements(
        "state:fail -state:lost", "playlist:\"Road trip\",rain x", "after:2h before:today", "duration:>=1.5m attempts:<3", "id:abcd1234 -reason:\"too dark\"").Two().ToArbitrary(), pair =>
    {
        var query = TaskQuery.Parse($"{pair.Item1} {pair.Item2}", Taipei);
        return TaskQuery.Parse(query.ToString(), Taipei).Terms.Select(t => t.ToString()).SequenceEqual(query.Terms.Select(t => t.ToString()));
    });

    [Theory]
    [InlineData("stat:failed", "NoField", "stat", "state, playlist, name, node, by, id, after, before, duration, attempts, reason")]
    [InlineData("rain state:failed,gone", "NoState", "gone", "scheduled, running")]
    [InlineData("id:xyz", "NoId", "xyz", "")]
    [InlineData("after:soon", "NoAfter", "soon", "")]
    [InlineData("before:2026-13-01", "NoAfter", "2026-13-01", "")]
    [InlineData("duration:>long", "NoDuration", ">long", "")]
    [InlineData("duration:99999999999999d", "NoDuration", "99999999999999d", "")]
    [InlineData("attempts:-1", "NoAttempts", "-1", "")]
    public void What_cannot_be_read_is_named_with_what_could(string typed, string key, string word, string legal)
    {
        Assert.Null(TaskQuery.TryRead(typed, Taipei, out var fault));
        Assert.Equal((key, word), (fault!.Key, fault.Word));
        Assert.StartsWith(legal, fault.Legal, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_an_end()
    {
        Assert.Equal("TooLong", Fault(new string('x', TaskQuery.MaxLength + 1))?.Key);
        Assert.Equal("TooLong", Fault(string.Join(' ', Enumerable.Repeat("x", TaskQuery.MaxWords + 1)))?.Key);
        Assert.Null(Fault(string.Join(' ', Enumerable.Repeat("x", TaskQuery.MaxWords))));

        static QueryFault? Fault(string text) => TaskQuery.TryRead(text, Taipei, out var fault) is null ? fault : null;
    }

    [Theory]
    [InlineData("today", "2026-11-23T16:00:00Z")]
    [InlineData("yesterday", "2026-11-22T16:00:00Z")]
    [InlineData("2026-11-01", "2026-10-31T16:00:00Z")]
    [InlineData("2026-11-01T14:30", "2026-11-01T06:30:00Z")]
    [InlineData("2026-11-01T14:30Z", "2026-11-01T14:30:00Z")]
    [InlineData("2026-11-01T14:30+01:00", "2026-11-01T13:30:00Z")]
    [InlineData("1:15", "2026-11-23T17:15:00Z")]
    [InlineData("2h", "2026-11-23T15:30:00Z")]
    [InlineData("90m", "2026-11-23T16:00:00Z")]
    [InlineData("1w", "2026-11-16T17:30:00Z")]
    [InlineData("now", "2026-11-23T17:30:00Z")]
    public void Times_are_the_readers(string typed, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), ((TimeTerm)Assert.Single(TaskQuery.Parse($"after:{typed}", Taipei).Terms)).At);

    [Fact]
    public void A_time_the_clock_leaps_over_is_one_all_the_same()
    {
        var berlin = new ReaderTime(TaskSeeds.Start, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), berlin.Read("2026-03-29T02:30"));
    }

    [Fact]
    public void A_zone_that_is_none_is_named() =>
        Assert.Contains("Mars/Olympus", Assert.Throws<FormatException>(() => ReaderTime.Of("Mars/Olympus", TimeProvider.System)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("state:failed rain -state:lost", "rain")]
    [InlineData("state:failed", null)]
    [InlineData(null, null)]
    public void A_field_can_be_taken_out(string? text, string? left) => Assert.Equal(left, TaskQuery.Without(text, TaskField.State));

    private static Gen<List<QueryWord>> Words() =>
        from words in (
            from field in Gen.Elements<string?>(null, "state", "by", "nonsense")
            from values in Gen.Elements("rain", "Road trip", "a,b", "-x", "-", "a:b", "host-1:80", "\"", "\\", "a\\\"b", "ends\\", "é 雨", "a\tb", ",").NonEmptyListOf()
            from not in Gen.Elements(true, false)
            select new QueryWord(field, [.. field is null ? values.Take(1) : values], not)).ListOf()
        select words.ToList();
}
