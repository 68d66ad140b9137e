namespace MosaicAdmin.Tests.Songs;

/// <summary>Lanczos3 as the textbook writes it, in double precision and without regard for speed: what the product's scaling is held against.</summary>
internal static class Reference
{
    /// <summary>One line scaled on its stored, gamma-encoded values; neither rounded nor clamped.</summary>
    public static double[] Line(double[] source, int to)
    {
        var scale = (double)source.Length / to;
        var stretch = Math.Max(1, scale);
        var result = new double[to];
        for (var i = 0; i < to; i++)
        {
            double centre = ((i + 0.5) * scale) - 0.5, sum = 0, weights = 0;
            for (var j = (int)Math.Ceiling(centre - (3 * stretch)); j <= centre + (3 * stretch); j++)
            {
                if (j >= 0 && j < source.Length)
                {
                    var weight = Sinc((j - centre) / stretch) * Sinc((j - centre) / stretch / 3);
                    sum += weight * source[j];
                    weights += weight;
                }
            }

            result[i] = sum / weights;
        }

        return result;
    }

    /// <summary>A square scaled to a square: rows, then columns, no rounding in between.</summary>
    public static double[][] Square(double[][] rows, int to)
    {
        var narrow = rows.Select(row => Line(row, to)).ToArray();
        return Transpose([.. Transpose(narrow).Select(column => Line(column, to))]);
    }

    private static double[][] Transpose(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(x => rows.Select(row => row[x]).ToArray())];

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
