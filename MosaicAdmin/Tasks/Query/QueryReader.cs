using System.Text;

namespace MosaicAdmin.Tasks;

/// <summary>Goes through a query once, character by character. It refuses nothing.</summary>
internal sealed class QueryReader(string text)
{
    private int _at;

    /// <summary>Length of the field that begins at <paramref name="at"/>, without its colon; 0 when none does. Only letters make a field, so <c>node-7:80</c> is a word.</summary>
    public static int FieldAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == ':' ? end - at : 0;
    }

    public List<QueryWord> Words()
    {
        var words = new List<QueryWord>();
        while (Next())
        {
            var not = text[_at] == '-' && _at + 1 < text.Length && !char.IsWhiteSpace(text[_at + 1]);
            _at += not ? 1 : 0;
            var letters = FieldAt(text, _at);
            var field = letters > 0 ? text.Substring(_at, letters).ToLowerInvariant() : null;
            _at += letters > 0 ? letters + 1 : 0;
            var values = Values(list: field is not null);
            if (field is not null || values.Count > 0)
            {
                words.Add(new QueryWord(field, values, not));
            }
        }

        return words;
    }

    private bool Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length;
    }

    private List<string> Values(bool list)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        for (; _at < text.Length && !char.IsWhiteSpace(text[_at]); _at++)
        {
            if (list && text[_at] == ',')
            {
                Keep();
            }
            else if (text[_at] == '"')
            {
                Quoted(value);
            }
            else
            {
                value.Append(text[_at]);
            }
        }

        Keep();
        return values;

        void Keep()
        {
            if (value.Length > 0)
            {
                values.Add(value.ToString());
                value.Clear();
            }
        }
    }

    // Ends on the closing mark, or on the last character there is.
    private void Quoted(StringBuilder value)
    {
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] is ('"' or '\\'))
            {
                _at++;
            }

            value.Append(text[_at]);
        }
    }
}
