using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>The state machine against an oracle of another make: the table of signals.md, written as regular expressions over letters.</summary>
public sealed partial class SignalSequenceTests
{
    private static readonly Dictionary<char, SequenceStep> Letters = new()
    {
        ['b'] = new("before_publish"),
        ['a'] = new("after_publish"),
        ['c'] = new("received"),
        ['p'] = new("prerun"),
        ['s'] = new("success"),
        ['f'] = new("failure"),
        ['r'] = new("retry"),
        ['o'] = new("postrun"),
        ['v'] = new("revoked"),
        ['t'] = new("revoked", Terminated: true),
        ['u'] = new("unknown"),
        ['j'] = new("rejected"),
        ['i'] = new("internal_error"),
    };

    private static readonly string[] Ends = ["v", "cv", "cpso", "cpfo", "cpf", "cpto", "cpjo", "cu", "cj", "ci", "cpoi"];

    /// <summary>Published, tried again any number of times, ended once; or a publish that threw.</summary>
    private static readonly Gen<string> Legal =
        from retries in Gen.Choose(0, 4)
        from end in Gen.Elements(Ends)
        from threw in Gen.Frequency((1, Gen.Constant(true)), (12, Gen.Constant(false)))
        select threw ? "b" : "ba" + string.Concat(Enumerable.Repeat("cpbaro", retries)) + end;

    private static readonly Gen<string> Mutated =
        from legal in Legal
        from at in Gen.Choose(0, legal.Length - 1)
        from letter in Gen.Elements(Letters.Keys.ToArray())
        from how in Gen.Choose(0, 3)
        select Mutate(legal, at, letter, how);

    private static readonly Gen<string> Random =
        Gen.Elements(Letters.Keys.ToArray()).ArrayOf().Select(letters => new string(letters));

    [GeneratedRegex("^(b|ba(cpbaro)*(v|cv|cpso|cpfo|cpf|cpto|cpjo|cu|cj|ci|cpoi))$")]
    private static partial Regex Whole();

    [Property(MaxTest = 500)]
    public Property Every_legal_sequence_passes() =>
        Prop.ForAll(Legal.ToArbitrary(), word => Judge(word) is LegalSequence);

    [Property(MaxTest = 500)]
    public Property Every_beginning_of_a_legal_sequence_is_legal_so_far_and_names_what_came_next() =>
        Prop.ForAll(Legal.ToArbitrary(), word => Enumerable.Range(0, word.Length)
            .All(length => Judge(word[..length]) is not IllegalSequence and var verdict && verdict.Next.Contains(Letters[word[length]])));

    [Property(MaxTest = 2000)]
    public Property A_changed_sequence_passes_only_where_the_table_has_it_too() =>
        Prop.ForAll(Mutated.ToArbitrary(), word => (Judge(word) is LegalSequence) == Whole().IsMatch(word));

    [Property(MaxTest = 1000)]
    public Property Noise_passes_only_where_the_table_has_it_too() =>
        Prop.ForAll(Random.ToArbitrary(), word => (Judge(word) is LegalSequence) == Whole().IsMatch(word));

    [Property(MaxTest = 2000)]
    public Property An_illegal_sequence_is_caught_at_the_first_wrong_signal() =>
        Prop.ForAll(Mutated.ToArbitrary(), word => Judge(word) is not IllegalSequence illegal ||
            (Judge(word[..illegal.Index]) is not IllegalSequence and var before
             && before.Next.SequenceEqual(illegal.Next)
             && illegal.Found == Letters[word[illegal.Index]]
             && !illegal.Next.Contains(illegal.Found)));

    [Fact]
    public void Nothing_yet_waits_for_the_publish() =>
        Assert.Equal([Letters['b']], Assert.IsType<IncompleteSequence>(Judge("")).Next);

    [Theory]
    [InlineData("bacs", 3)]
    [InlineData("bacpos", 5)]
    [InlineData("bacpv", 4)]
    [InlineData("bat", 2)]
    [InlineData("bacpsoo", 6)]
    [InlineData("bacpbaocp", 6)]
    [InlineData("cpso", 0)]
    public void The_wrong_signal_is_named(string word, int index) =>
        Assert.Equal(index, Assert.IsType<IllegalSequence>(Judge(word)).Index);

    [Theory]
    [InlineData("ba")]
    [InlineData("bacpbar")]
    [InlineData("bacpbaro")]
    [InlineData("bacpo")]
    [InlineData("bacps")]
    public void More_must_come(string word) => Assert.IsType<IncompleteSequence>(Judge(word));

    private static SequenceVerdict Judge(string word) => SignalSequence.Judge(word.Select(letter => Letters[letter]));

    private static string Mutate(string word, int at, char letter, int how)
    {
        var text = new StringBuilder(word);
        return how switch
        {
            0 => text.Remove(at, 1).ToString(),
            1 => text.Insert(at, letter).ToString(),
            2 => (text[at] = letter, text.ToString()).Item2,
            _ => at + 1 < word.Length ? (text[at] = word[at + 1], text[at + 1] = word[at], text.ToString()).Item3 : word,
        };
    }
}
