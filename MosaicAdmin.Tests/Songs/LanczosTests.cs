using FsCheck.Xunit;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public class LanczosTests
{
    [Property(MaxTest = 200)]
    public void Vector_and_scalar_paths_give_the_same_bytes(int seed, byte width, byte height, byte toWidth, byte toHeight)
    {
        var source = Noise(seed, width + 1, height + 1);

        Assert.Equal(
            Resize(source, width + 1, toWidth + 1, toHeight + 1, vectors: false),
            Resize(source, width + 1, toWidth + 1, toHeight + 1, vectors: true));
    }

    [Property(MaxTest = 200)]
    public void A_flat_picture_stays_flat(byte value, byte width, byte height, byte toWidth, byte toHeight)
    {
        var source = new byte[(width + 1) * (height + 1) * 4];
        source.AsSpan().Fill(value);

        Assert.All(Resize(source, width + 1, toWidth + 1, toHeight + 1), b => Assert.Equal(value, b));
    }

    [Property(MaxTest = 100)]
    public void The_same_size_is_the_same_picture(int seed, byte width, byte height)
    {
        var source = Noise(seed, width + 1, height + 1);

        Assert.Equal(source, Resize(source, width + 1, width + 1, height + 1));
    }

    [Property(MaxTest = 100)]
    public void A_mirrored_picture_gives_the_mirrored_result(int seed, byte width, byte toWidth)
    {
        var source = Noise(seed, width + 1, 3);

        var mirrored = Mirror(Resize(Mirror(source, width + 1), width + 1, toWidth + 1, 3), toWidth + 1);

        // One level, for the rounding of weights falls to one side.
        Assert.All(Resize(source, width + 1, toWidth + 1, 3).Zip(mirrored), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Theory]
    [InlineData(512, 1024)]
    [InlineData(512, 341)]
    [InlineData(875, 512)]
    [InlineData(3000, 512)]
    public void Scaling_agrees_with_the_definition(int from, int to)
    {
        var source = Noise(7, from, 1);

        var expected = Reference.Line([.. source.Where((_, i) => i % 4 == 0).Select(b => (double)b)], to);

        var actual = Resize(source, from, to, 1).Where((_, i) => i % 4 == 0);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - Math.Clamp(pair.First, 0, 255), -0.6, 0.6));
    }

    [Fact]
    public void A_part_is_filled_without_touching_its_surroundings()
    {
        var canvas = new byte[10 * 10 * 4];
        var target = new Pixels(canvas, 40, 10, 10).Crop(2, 3, 4, 5);

        Lanczos.Resize(new Pixels(Enumerable.Repeat((byte)200, 7 * 7 * 4).ToArray(), 28, 7, 7), target);

        Assert.All(Enumerable.Range(0, 100), i =>
        {
            var inside = i % 10 is >= 2 and < 6 && i / 10 is >= 3 and < 8;
            Assert.Equal(inside ? 200 : 0, canvas[i * 4]);
        });
    }

    private static byte[] Resize(byte[] source, int width, int toWidth, int toHeight, bool vectors = true)
    {
        var target = new byte[toWidth * toHeight * 4];
        Lanczos.Resize(
            new Pixels(source, width * 4, width, source.Length / width / 4), new Pixels(target, toWidth * 4, toWidth, toHeight), vectors);
        return target;
    }

    private static byte[] Noise(int seed, int width, int height)
    {
        var bytes = new byte[width * height * 4];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mirror(byte[] pixels, int width) =>
        [.. pixels.Chunk(width * 4).SelectMany(row => row.Chunk(4).Reverse().SelectMany(pixel => pixel))];
}
