namespace MosaicAdmin.Tests.Songs;

/// <summary>Lanczos3 as the textbook writes it, in double precision: what the product's scaling is held against.</summary>
internal static class Reference
{
    /// <summary>One line scaled on its stored, gamma-encoded values; neither rounded nor clamped.</summary>
    public static double[] Line(double[] source, int to) => Line(source, Weights(source.Length, to));

    /// <summary>A picture scaled along its rows and then its columns, unrounded in between.</summary>
    public static double[][] Scale(double[][] rows, int width, int height)
    {
        var across = Weights(rows[0].Length, width);
        var down = Weights(rows.Length, height);
        return Transpose(Transpose(rows, across), down);
    }

    // Scales each line and turns the result on its side.
    private static double[][] Transpose(double[][] lines, (int First, double[] Weights)[] weights)
    {
        var scaled = lines.Select(line => Line(line, weights)).ToArray();
        return [.. Enumerable.Range(0, weights.Length).Select(x => Array.ConvertAll(scaled, line => line[x]))];
    }

    private static double[] Line(double[] source, (int First, double[] Weights)[] outputs) => Array.ConvertAll(outputs, output =>
    {
        var sum = 0.0;
        for (var k = 0; k < output.Weights.Length; k++)
        {
            sum += output.Weights[k] * source[output.First + k];
        }

        return sum;
    });

    private static (int First, double[] Weights)[] Weights(int from, int to)
    {
        var scale = (double)from / to;
        var stretch = Math.Max(1, scale);
        return [.. Enumerable.Range(0, to).Select(i =>
        {
            var centre = ((i + 0.5) * scale) - 0.5;
            var first = Math.Max(0, (int)Math.Ceiling(centre - (3 * stretch)));
            var last = Math.Min(from - 1, (int)Math.Floor(centre + (3 * stretch)));
            var weights = Enumerable.Range(first, last - first + 1)
                .Select(j => Sinc((j - centre) / stretch) * Sinc((j - centre) / stretch / 3)).ToArray();
            var sum = weights.Sum();
            return (first, Array.ConvertAll(weights, w => w / sum));
        })];
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
