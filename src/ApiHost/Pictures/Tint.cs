namespace XelaConnect.ApiHost.Pictures;

/// <summary>The color of a picture: a hue in degrees and a saturation from 0 to 1.</summary>
internal readonly record struct Tint(double Hue, double Saturation)
{
    /// <summary>Colors for what has none.</summary>
    public static readonly string[] Soft =
    [
        "#7FA6D6", "#8E9FCB", "#A58BD0", "#C48FB8", "#E39A8F",
        "#EDB27A", "#8FBF9A", "#5FAFA8", "#6CB3C9", "#B5A26F",
    ];

    /// <summary>A calm form of a color #RRGGBB; black, white and gray get <paramref name="other"/>.</summary>
    public static Tint Of(string color, double other)
    {
        var rgb = Convert.FromHexString(color.AsSpan(1));
        var (red, green, blue) = (rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0);
        double max = Math.Max(red, Math.Max(green, blue)), min = Math.Min(red, Math.Min(green, blue));
        double light = (max + min) / 2, range = max - min;
        var saturation = range == 0 ? 0 : range / (1 - Math.Abs((2 * light) - 1));
        if (saturation < .12 || light is < .08 or > .95) return new(other, .2);
        var hue = 60 * (max == red ? (green - blue) / range
            : max == green ? ((blue - red) / range) + 2 : ((red - green) / range) + 4);
        return new(hue, Math.Clamp(saturation * .9, .26, .54));
    }

    /// <summary>The color as #rrggbb.</summary>
    public static string Hex(double hue, double saturation, double light)
    {
        saturation = Math.Clamp(saturation, 0, .8);
        int Channel(int offset)
        {
            var k = (offset + (hue / 30) + 24) % 12;
            var slope = Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1));
            return (int)Math.Round(255 * (light - (saturation * Math.Min(light, 1 - light) * slope)));
        }
        return string.Create(CultureInfo.InvariantCulture, $"#{Channel(0):x2}{Channel(8):x2}{Channel(4):x2}");
    }
}
