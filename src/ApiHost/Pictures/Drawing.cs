using System.Net;
using static System.Globalization.UnicodeCategory;

namespace XelaConnect.ApiHost.Pictures;

/// <summary>
/// Draws pictures as SVG: soft light, hills and a pane of glass. A pure function of its input. No text of users is
/// written except one emoji; everything else is numbers and colors that are computed here.
/// </summary>
internal static class Drawing
{
    /// <summary>Raised when pictures look different, because addresses are cached for good.</summary>
    public const int Revision = 1;

    private const string White = "#fff";
    private const string Disc = """
        <circle cx="600" cy="300" r="162" fill="url(#f)" stroke="url(#k)" stroke-width="3"/>
        <path d="M470 244a142 142 0 0 1 170-80 190 190 0 0 0-170 80z" fill="#fff" fill-opacity=".4"/>
        """;
    private const string Tile = """
        <rect x="430" y="130" width="340" height="340" rx="84" fill="url(#f)" stroke="url(#k)" stroke-width="3"/>
        <path d="M446 226q6-76 84-82h140q-150 10-224 82z" fill="#fff" fill-opacity=".35"/>
        """;

    /// <summary>The picture of a circle, from its color (#RRGGBB) and emoji; without them, from its id.</summary>
    public static string Circle(string id, string? color, string? emoji)
    {
        var random = new Sequence("circle", id);
        var own = Tint.Soft[random.Below(Tint.Soft.Length)];
        var tint = Tint.Of(color is not null && TextForm.IsColor(color) ? color : own, random.Between(0, 360));
        return Scene(random, tint, Disc, FirstEmoji(emoji) is { } first
            ? $"""<text x="600" y="358" font-size="164" text-anchor="middle">{WebUtility.HtmlEncode(first)}</text>"""
            : Motif.All[random.Below(Motif.All.Length)].Lines("translate(210 105) scale(.65)"));
    }

    /// <summary>The picture of a course, with the motif of its category.</summary>
    public static string Course(string id, string? category)
    {
        var (random, motif, tint) = CourseStyle(id, category);
        return Scene(random, tint, Tile, motif.Lines());
    }

    /// <summary>The picture of a module, in the colors of its course, with its number.</summary>
    public static string Module(string id, string? category, int number)
    {
        var tint = CourseStyle(id, category).Tint;
        var shifted = tint with { Hue = tint.Hue + (9 * ((number - 1) % 6)) };
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            <text x="600" y="352" font-size="150" font-weight="300" text-anchor="middle" fill="{White}"
            font-family="system-ui,Segoe UI,Roboto,Helvetica,Arial,sans-serif">{number}</text>
            """);
        return Scene(new Sequence($"module {number}", id), shifted, Disc, text);
    }

    /// <summary>The picture of a person who set none.</summary>
    public static string Avatar(string id)
    {
        var random = new Sequence("avatar", id);
        var tint = Tint.Of(Tint.Soft[random.Below(Tint.Soft.Length)], 0);
        tint = tint with { Hue = tint.Hue + random.Between(-14, 14) };
        var svg = Begin(240, 240, tint, random);
        Disk(svg, random.Between(20, 90), random.Between(10, 80), random.Between(90, 130), "a");
        Disk(svg, random.Between(150, 220), random.Between(130, 210), random.Between(90, 130), "b");
        Ring(svg, 120, 112, random.Between(92, 104), .25);
        return svg.Append("""
            <path d="M32 240c0-56 38-86 88-86s88 30 88 86z" fill="url(#f)" stroke="url(#k)" stroke-width="2"/>
            <circle cx="120" cy="98" r="44" fill="url(#f)" stroke="url(#k)" stroke-width="2"/></svg>
            """).ToString();
    }

    /// <summary>The emoji with which a text begins; null for any other text.</summary>
    public static string? FirstEmoji(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var first = text[..StringInfo.GetNextTextElementLength(text)];
        var shows = false;
        foreach (var rune in first.EnumerateRunes())
        {
            // From the arrows on, symbols are pictures; the others join and vary them: skin, gender, flags. Half of
            // a surrogate pair reads as U+FFFD.
            var isSymbol = rune.Value is >= 0x2190 and not 0xFFFD
                && Rune.GetUnicodeCategory(rune) is OtherSymbol or MathSymbol or ModifierSymbol;
            if (!isSymbol && rune.Value is not (0x200D or 0xFE0F or (>= 0xE0020 and <= 0xE007F))) return null;
            shows |= isSymbol;
        }
        return shows && TextForm.Length(first) <= Limits.Emoji ? first : null;
    }

    private static (Sequence Random, Motif Motif, Tint Tint) CourseStyle(string id, string? category)
    {
        var random = new Sequence("course", id);
        var own = Motif.All[random.Below(Motif.All.Length)];
        var motif = Array.Find(Motif.All, known => known.Category == category) ?? own;
        return (random, motif, new Tint(motif.Hue + random.Between(-12, 12), random.Between(.4, .5)));
    }

    private static string Scene(Sequence random, Tint tint, string glass, string inside)
    {
        var svg = Begin(1200, 630, tint, random);
        var isMirrored = random.Below(2) == 0;
        double X(double x) => isMirrored ? 1200 - x : x;
        Disk(svg, X(random.Between(120, 330)), random.Between(40, 220), random.Between(300, 420), "a");
        Disk(svg, X(random.Between(860, 1080)), random.Between(330, 520), random.Between(320, 440), "b");
        Disk(svg, X(random.Between(560, 980)), random.Between(-40, 140), random.Between(220, 340), "w");
        for (var i = 0; i < 3; i++) Ring(svg, 600, 300, 215 + (i * random.Between(62, 80)), .26 - (.07 * i));
        Hills(svg, random);
        for (var i = 0; i < 5; i++)
            Disk(svg, i % 2 == 0 ? random.Between(800, 1090) : random.Between(110, 400), random.Between(70, 430),
                random.Between(9, 34), "f", random.Between(.35, .8));
        return svg.Append("""<ellipse cx="600" cy="482" rx="200" ry="42" fill="url(#s)"/>""")
            .Append(glass).Append(inside).Append("</svg>").ToString();
    }

    private static void Hills(StringBuilder svg, Sequence random)
    {
        var top = random.Between(450, 490);
        for (var i = 0; i < 3; i++, top += random.Between(48, 66))
        {
            var (left, middle, right) =
                (top + random.Between(-70, 50), top + random.Between(-60, 60), top + random.Between(-50, 70));
            svg.Append(CultureInfo.InvariantCulture,
                $"""<path fill="url(#v)" fill-opacity="{.42 + (.1 * i):0.##}" d="M0 {left:0}""");
            svg.Append(CultureInfo.InvariantCulture,
                $"C{random.Between(220, 330):0} {left - random.Between(40, 110):0} {random.Between(380, 480):0} ");
            svg.Append(CultureInfo.InvariantCulture,
                $"{middle + random.Between(20, 80):0} {random.Between(560, 680):0} {middle:0}");
            svg.Append(CultureInfo.InvariantCulture, $"S{random.Between(900, 1020):0} ");
            svg.Append(CultureInfo.InvariantCulture,
                $"""{right - random.Between(30, 100):0} 1200 {right:0}V630H0z"/>""");
        }
    }

    /// <summary>The root, the gradients and the ground. No CSS, which the host's policy forbids.</summary>
    private static StringBuilder Begin(int width, int height, Tint tint, Sequence random)
    {
        // Yellow and green darken towards red and blue, because dark yellow is olive.
        var hue = ((tint.Hue % 360) + 360) % 360;
        var isWarm = hue is < 80 or > 340;
        var side = random.Below(2) == 0 ? 1 : -1;
        if (isWarm) side = 1;
        else if (hue < 165) side = -1;
        string Color(double shift, double saturation, double light) =>
            Tint.Hex(hue + (shift * side), tint.Saturation * saturation, light);

        var svg = new StringBuilder(4096).Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
             preserveAspectRatio="xMidYMid slice"><defs>
            """);
        var x = random.Between(0, .45);
        svg.Append(CultureInfo.InvariantCulture,
            $"""<linearGradient id="g" x1="{x:0.##}" y1="0" x2="{1 - x:0.##}" y2="1">""");
        Stop(svg, "0", Color(14, .95, .84), "1");
        Stop(svg, ".5", Color(0, 1, .68), "1");
        Stop(svg, "1", Color(-26, .9, .5), "1").Append("</linearGradient>");
        var glow = isWarm ? 22 : 36;
        Glow(svg, "a", Color(glow, 1.2, .8), ".95");
        Glow(svg, "b", Color(-46, 1, .6), ".8");
        Glow(svg, "w", White, ".7");
        Glow(svg, "s", Color(-26, 1, .22), ".38");
        svg.Append("""<linearGradient id="f" x2="1" y2="1">""");
        Stop(Stop(svg, "0", White, ".62"), "1", White, ".14")
            .Append("""</linearGradient><linearGradient id="k" x2="1" y2="1">""");
        Stop(Stop(Stop(svg, "0", White, ".9"), ".5", White, ".2"), "1", White, ".5")
            .Append("""</linearGradient><linearGradient id="v" x2="0" y2="1">""");
        Stop(Stop(svg, "0", Color(-30, .9, .42), ".5"), "1", Color(-44, 1, .3), ".55");
        return svg.Append(CultureInfo.InvariantCulture,
            $"""</linearGradient></defs><rect width="{width}" height="{height}" fill="url(#g)"/>""");
    }

    private static void Glow(StringBuilder svg, string name, string color, string opacity)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<radialGradient id="{name}">""");
        Stop(Stop(svg, "0", color, opacity), "1", color, "0").Append("</radialGradient>");
    }

    private static StringBuilder Stop(StringBuilder svg, string offset, string color, string opacity) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"""<stop offset="{offset}" stop-color="{color}" stop-opacity="{opacity}"/>""");

    private static void Disk(
        StringBuilder svg, double x, double y, double radius, string fill, double opacity = 1) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"""<circle cx="{x:0}" cy="{y:0}" r="{radius:0}" fill="url(#{fill})" fill-opacity="{opacity:0.##}"/>""");

    private static void Ring(StringBuilder svg, double x, double y, double radius, double opacity) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <circle cx="{x:0}" cy="{y:0}" r="{radius:0}" fill="none" stroke="{White}" stroke-opacity="{opacity:0.##}"
             stroke-width="1.5"/>
            """);

    /// <summary>Random numbers that follow from a text: SplitMix64 over FNV-1a.</summary>
    private sealed class Sequence
    {
        private ulong state = 0xCBF29CE484222325;

        public Sequence(string kind, string id)
        {
            foreach (var unit in $"{kind} {id.ToLowerInvariant()}") state = (state ^ unit) * 0x100000001B3;
        }

        public double Between(double from, double to) => from + ((to - from) * Next());

        public int Below(int count) => (int)(count * Next());

        private double Next()
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
