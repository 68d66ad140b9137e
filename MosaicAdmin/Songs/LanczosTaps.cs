namespace MosaicAdmin.Songs;

/// <summary>For each output pixel of one axis: which input pixels enter it, and with what weight.</summary>
internal sealed class LanczosTaps
{
    private const int Lobes = 3;

    // Weights are whole multiples of this step and add up to exactly one. A byte times a weight is then exact in a float, a flat area
    // stays flat to the last bit, and the last digits of a platform's sine do not reach the picture.
    private const double Steps = 1 << 14;

    private readonly float[] _weights;

    private LanczosTaps(int from, int to)
    {
        // Shrinking stretches the kernel, so that it also removes what the smaller picture cannot show.
        var scale = (double)from / to;
        var stretch = Math.Max(1, scale);
        var reach = Lobes * stretch;
        Count = Math.Min(from, (int)Math.Ceiling(2 * reach));
        Starts = new int[to];
        _weights = new float[to * Count];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            Starts[i] = Math.Clamp((int)Math.Floor(centre - reach + 0.5), 0, from - Count);
            Weigh(_weights.AsSpan(i * Count, Count), Starts[i] + 0.5 - centre, stretch);
        }
    }

    /// <summary>Input pixels per output pixel.</summary>
    public int Count { get; }

    /// <summary>The first input pixel of each output pixel; never falls.</summary>
    public int[] Starts { get; }

    public static LanczosTaps Scaling(int from, int to) => new(from, to);

    public ReadOnlySpan<float> Weights(int output) => _weights.AsSpan(output * Count, Count);

    private static void Weigh(Span<float> weights, double first, double stretch)
    {
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += Kernel((first + k) / stretch);
        }

        var missing = Steps;
        var largest = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            var steps = Math.Round(Kernel((first + k) / stretch) / sum * Steps);
            weights[k] = (float)(steps / Steps);
            missing -= steps;
            largest = weights[k] > weights[largest] ? k : largest;
        }

        weights[largest] += (float)(missing / Steps);
    }

    private static double Kernel(double x)
    {
        var turn = Math.PI * x;
        return Math.Abs(x) switch
        {
            < 1e-9 => 1,
            < Lobes => Lobes * Math.Sin(turn) * Math.Sin(turn / Lobes) / (turn * turn),
            _ => 0,
        };
    }
}
