using SkiaSharp;

namespace MosaicAdmin.Demo;

/// <summary>Draws the covers of the demo songs: twelve plain compositions that look well alone and side by side. The same number is always the same picture.</summary>
public static class DrawCover
{
    /// <summary>Side of a cover in pixels; the painters below count in thousandths of it.</summary>
    public const int Side = 1200;

    private static readonly Action<SKCanvas>[] Painters =
        [HarbourLights, SlowOrbit, PaperKites, Tidewater, QuarterPast, VelvetStatic, Fern, TwoRooms, MoonOverRoad, HalfLight, Colonnade, Snowblind];

    /// <summary>Cover <paramref name="number"/> (0 to 11) as JPEG.</summary>
    public static byte[] Execute(int number)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Scale(Side / 1000f);
        Painters[number](surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 92);
        return data.ToArray();
    }

    /// <summary>A sun going down behind the sea, cut into bands towards the horizon.</summary>
    private static void HarbourLights(SKCanvas canvas)
    {
        Sky(canvas, 0xFF2B1B3D, 0xFFB5446E, 0xFFF4A259);
        using (new SKAutoCanvasRestore(canvas))
        {
            for (var band = 0; band < 6; band++)
            {
                canvas.ClipRect(SKRect.Create(0, 560 + (band * 48), 1000, 8 + (band * 5)), SKClipOperation.Difference);
            }

            Circle(canvas, 500, 560, 270, 0xFFFFE3A8);
        }

        Box(canvas, 0, 830, 1000, 170, 0xFF2B1B3D);
        for (var light = 0; light < 9; light++)
        {
            Box(canvas, 470 - (light * 18), 846 + (light * 17), 60 + (light * 36), 5, 0x88FFE3A8);
        }
    }

    /// <summary>Rings round a star, each with its planet further along.</summary>
    private static void SlowOrbit(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFF0F1B33);
        Circle(canvas, 500, 500, 84, 0xFFF2C14E);
        uint[] planets = [0xFFE4572E, 0xFF76B7B2, 0xFFF7EDE2, 0xFF8A7FBE];
        for (var ring = 0; ring < 4; ring++)
        {
            var radius = 165 + (ring * 82);
            var (sin, cos) = MathF.SinCos(0.7f + (ring * 1.9f));
            Ring(canvas, 500, 500, radius, 3, 0xFF44577A);
            Circle(canvas, 500 + (radius * cos), 500 + (radius * sin), 18 + (ring * 9), planets[ring]);
        }
    }

    /// <summary>Four kites of two tones each on paper.</summary>
    private static void PaperKites(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFFF3EAD8);
        (float X, float Y, float Size, uint Light, uint Dark)[] kites =
        [
            (330, 350, 230, 0xFFE76F51, 0xFFC4523A), (700, 260, 150, 0xFF2A9D8F, 0xFF1F7A70),
            (690, 640, 190, 0xFFE9B44C, 0xFFC9922E), (300, 760, 120, 0xFF3D5A80, 0xFF2C4160),
        ];
        foreach (var (x, y, size, light, dark) in kites)
        {
            Shape(canvas, light, (x, y - size), (x + (size * 0.7f), y - (size * 0.15f)), (x, y + size));
            Shape(canvas, dark, (x, y - size), (x - (size * 0.7f), y - (size * 0.15f)), (x, y + size));
        }
    }

    /// <summary>Swells, each darker than the one behind it.</summary>
    private static void Tidewater(SKCanvas canvas)
    {
        Sky(canvas, 0xFFF7E7CE, 0xFFF2D0A9);
        uint[] tones = [0xFF9AD1C9, 0xFF5FB0AC, 0xFF2F8C8C, 0xFF1C6670, 0xFF114552];
        for (var wave = 0; wave < tones.Length; wave++)
        {
            using var path = new SKPathBuilder();
            path.MoveTo(0, 1000);
            for (var x = 0; x <= 1000; x += 10)
            {
                path.LineTo(x, 330 + (wave * 135) + (52 * MathF.Sin((x / 160f) + (wave * 1.7f))));
            }

            path.LineTo(1000, 1000);
            Fill(canvas, path, tones[wave]);
        }

        Circle(canvas, 740, 190, 86, 0xFFE4572E);
    }

    /// <summary>Quarter circles in a grid, turned so that they meet now and then.</summary>
    private static void QuarterPast(SKCanvas canvas)
    {
        uint[] tones = [0xFFD1495B, 0xFFEDAE49, 0xFF00798C, 0xFF30394F, 0xFFF4EFE6];
        for (var cell = 0; cell < 16; cell++)
        {
            var (x, y) = (cell % 4 * 250f, cell / 4 * 250f);
            var turn = ((cell * 7) + (cell / 4 * 3)) % 4;
            Box(canvas, x, y, 250, 250, tones[((cell * 3) + (cell / 4)) % 5]);
            using var clip = new SKAutoCanvasRestore(canvas);
            canvas.ClipRect(SKRect.Create(x, y, 250, 250));
            Circle(canvas, x + (turn % 2 * 250), y + (turn / 2 * 250), 250, tones[((cell * 3) + (cell / 4) + 2) % 5]);
        }
    }

    /// <summary>Curtains of light, narrower towards the middle.</summary>
    private static void VelvetStatic(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFF1D1026);
        for (var bar = 0; bar < 20; bar++)
        {
            var far = MathF.Abs(bar - 9.5f) / 9.5f;
            var height = 300 + (620 * (1 - (far * far)));
            using var paint = new SKPaint { IsAntialias = true };
            using var shader = SKShader.CreateLinearGradient(
                new SKPoint(0, 500 - (height / 2)), new SKPoint(0, 500 + (height / 2)), [0xFFFF8FA3, 0xFFB5179E, 0xFF3A0CA3], SKShaderTileMode.Clamp);
            paint.Shader = shader;
            canvas.DrawRoundRect((bar * 48) + 25, 500 - (height / 2), 38, height, 19, 19, paint);
        }
    }

    /// <summary>Pairs of leaves up a stem.</summary>
    private static void Fern(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFFE8EBDD);
        Box(canvas, 494, 120, 12, 880, 0xFF344E41);
        for (var pair = 0; pair < 7; pair++)
        {
            var (y, size) = (880 - (pair * 118f), 400 - (pair * 42f));
            Leaf(canvas, 500, y, size, -38, 0xFF588157);
            Leaf(canvas, 500, y, size, -142, 0xFF3A5A40);
        }

        Leaf(canvas, 500, 180, 130, -90, 0xFFA3B18A);
    }

    /// <summary>Two discs and what they have in common.</summary>
    private static void TwoRooms(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFFF6BD60);
        Circle(canvas, 370, 500, 290, 0xFFF7EDE2);
        Circle(canvas, 630, 500, 290, 0xFFF28482);
        using var clip = new SKAutoCanvasRestore(canvas);
        using var left = new SKPathBuilder();
        left.AddCircle(370, 500, 290);
        using var path = left.Detach();
        canvas.ClipPath(path, SKClipOperation.Intersect, antialias: true);
        Circle(canvas, 630, 500, 290, 0xFF84596B);
    }

    /// <summary>Hills by night with a road that narrows towards the moon.</summary>
    private static void MoonOverRoad(SKCanvas canvas)
    {
        Sky(canvas, 0xFF14213D, 0xFF3D4E81, 0xFF8E9AC6);
        Circle(canvas, 500, 300, 140, 0xFFFDF6E3);
        Shape(canvas, 0xFF5B6BA3, (0, 640), (240, 420), (470, 640), (720, 400), (1000, 620), (1000, 1000), (0, 1000));
        Shape(canvas, 0xFF36457A, (0, 760), (330, 570), (560, 700), (840, 540), (1000, 650), (1000, 1000), (0, 1000));
        Shape(canvas, 0xFF1B2549, (0, 740), (500, 690), (1000, 740), (1000, 1000), (0, 1000));
        Shape(canvas, 0xFF0D1330, (478, 692), (522, 692), (800, 1000), (200, 1000));
        for (var dash = 0; dash < 4; dash++)
        {
            var y = 720 + (dash * dash * 18) + (dash * 16);
            Box(canvas, 496 - dash, y, 8 + (dash * 2), 16 + (dash * 14), 0xFFF2C14E);
        }
    }

    /// <summary>Half discs stacked, each lit from the other side.</summary>
    private static void HalfLight(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFF463F3A);
        uint[] lit = [0xFFF4F3EE, 0xFFE0AFA0, 0xFFBC6C25, 0xFFDDA15E];
        for (var half = 0; half < 8; half++)
        {
            var (row, column) = (half / 2, half % 2);
            var (x, top) = (260 + (column * 480f), 32 + (row * 240f));
            using var clip = new SKAutoCanvasRestore(canvas);
            canvas.ClipRect(SKRect.Create(x - 210, top, 420, 210));
            Circle(canvas, x, (row + column) % 2 == 0 ? top + 210 : top, 210, lit[(row + (column * 2)) % 4]);
        }
    }

    /// <summary>Arches within arches.</summary>
    private static void Colonnade(SKCanvas canvas)
    {
        Box(canvas, 0, 0, 1000, 1000, 0xFFFAF3DD);
        uint[] tones = [0xFF264653, 0xFF2A9D8F, 0xFFE9C46A, 0xFFF4A261, 0xFFE76F51];
        for (var arch = 0; arch < tones.Length; arch++)
        {
            var half = 400 - (arch * 76f);
            Circle(canvas, 500, 520, half, tones[arch]);
            Box(canvas, 500 - half, 520, half * 2, 480, tones[arch]);
        }
    }

    /// <summary>Seeds of a sunflower, cold.</summary>
    private static void Snowblind(SKCanvas canvas)
    {
        Sky(canvas, 0xFFDCEBF5, 0xFFB4CFE6);
        for (var seed = 1; seed < 230; seed++)
        {
            var radius = 31 * MathF.Sqrt(seed);
            var (sin, cos) = MathF.SinCos(seed * 2.399963f);
            var tone = seed % 13 == 0 ? 0xFFEF6461u : seed % 5 == 0 ? 0xFF1D3557u : 0xFFFFFFFFu;
            Circle(canvas, 500 + (radius * cos), 500 + (radius * sin), 7 + (radius / 38), tone);
        }
    }

    private static void Sky(SKCanvas canvas, params SKColor[] tones)
    {
        using var shader = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(0, 1000), tones, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, 1000, 1000, paint);
    }

    private static void Box(SKCanvas canvas, float x, float y, float width, float height, uint tone)
    {
        using var paint = new SKPaint { Color = tone, IsAntialias = true };
        canvas.DrawRect(x, y, width, height, paint);
    }

    private static void Circle(SKCanvas canvas, float x, float y, float radius, uint tone)
    {
        using var paint = new SKPaint { Color = tone, IsAntialias = true };
        canvas.DrawCircle(x, y, radius, paint);
    }

    private static void Ring(SKCanvas canvas, float x, float y, float radius, float width, uint tone)
    {
        using var paint = new SKPaint { Color = tone, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width };
        canvas.DrawCircle(x, y, radius, paint);
    }

    private static void Shape(SKCanvas canvas, uint tone, params (float X, float Y)[] corners)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(corners[0].X, corners[0].Y);
        foreach (var (x, y) in corners.Skip(1))
        {
            path.LineTo(x, y);
        }

        Fill(canvas, path, tone);
    }

    private static void Leaf(SKCanvas canvas, float x, float y, float length, float degrees, uint tone)
    {
        using var turned = new SKAutoCanvasRestore(canvas);
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        using var path = new SKPathBuilder();
        path.MoveTo(0, 0);
        path.QuadTo(length * 0.5f, -length * 0.36f, length, 0);
        path.QuadTo(length * 0.5f, length * 0.36f, 0, 0);
        Fill(canvas, path, tone);
    }

    private static void Fill(SKCanvas canvas, SKPathBuilder outline, uint tone)
    {
        using var path = outline.Detach();
        using var paint = new SKPaint { Color = tone, IsAntialias = true };
        canvas.DrawPath(path, paint);
    }
}
